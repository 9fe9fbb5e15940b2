//! Runs a verb and reports its result.

use std::process::ExitCode;

use expediente_app::Assets;

use crate::arguments::Arguments;
use crate::failure::CliError;
use crate::output;
use crate::session::Session;

/// Runs a verb. Prints its failure and turns it into an exit code.
pub fn run(arguments: Arguments) -> ExitCode {
    let language = expediente_app::system_language();
    let texts = match Assets::load() {
        Ok(assets) => assets.texts(language).clone(),
        // Without the catalogues there is only the error's own English.
        Err(error) => {
            output::aside(format_args!("expediente: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let json = arguments.json;
    let session = Session::new(arguments.store, json, language, &texts);
    let result = arguments.verb.run(&session);
    if let (Err(failure), true) = (&result, json) {
        output::json(&format!("{:#}", failure.json(&texts)));
    }
    let result = match (result, output::end()) {
        (Ok(_), Err(error)) => Err(CliError::Output(error).into()),
        (result, _) => result,
    };
    ExitCode::from(result.unwrap_or_else(|failure| {
        output::aside(format_args!("expediente: {}", failure.sentence(&texts)));
        failure.exit_code()
    }))
}
