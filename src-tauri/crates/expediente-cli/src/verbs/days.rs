//! `expediente days`

use clap::Args;
use expediente_app::ChatDaysView;

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// Show only some days of an exported chat, or all of it again
///
/// The first page says what is left out. The chat itself stays as it came, and so do the papers
/// that were sent with it. Without days, lists how many messages each day has. The days are those
/// of the telephone that exported the chat.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente days quintero C\n  expediente days quintero C --from 2023-03-01 --to 2023-05-31\n  expediente days quintero C --all"
)]
pub struct Days {
    /// Id or name of the matter
    matter: String,
    /// Id of the document, or label of its exhibit
    document: String,
    /// The first day that is shown; without it, the first of the chat
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// The last day that is shown; without it, the last of the chat
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Show all messages again
    #[arg(long, conflicts_with_all = ["from", "to"])]
    all: bool,
}

impl Days {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(&self.matter)?;
        let watch = session.watch();
        let days = (self.from.as_deref(), self.to.as_deref());
        if self.all || days != (None, None) {
            let act = app.chats().cut(&id, &self.document, days, &watch)?;
            return session.sentence("report.changed", &[("act", act)]);
        }
        let chat = app.chats().days(&id, &self.document, &watch)?;
        list(session, &chat)
    }
}

fn list(session: &Session, chat: &ChatDaysView) -> Result<u8, Failure> {
    let is_shown = |day: &String| {
        chat.from.as_ref().is_none_or(|from| day >= from)
            && chat.to.as_ref().is_none_or(|to| day <= to)
    };
    session.say(chat, |texts| {
        for (day, messages) in &chat.days {
            let count = texts.count("report.days.messages", *messages);
            if is_shown(day) {
                output::line(format_args!("  {day}  {count}"));
            } else {
                let mark = texts.text("report.days.left-out");
                output::line(format_args!("  {day}  {count}  ({mark})"));
            }
        }
        if chat.undated > 0 {
            output::line(texts.count("report.days.undated", chat.undated));
        }
    })?;
    Ok(0)
}
