//! Generates the types and commands of the window for TypeScript. This is a test: it fails when the
//! committed files are stale, and rewrites them with `UPDATE=1`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use expediente_app::*;
use ts_rs::{Config, TS, TypeVisitor};

use crate::desk::{Built, Hello, Imported, SavedPaper, SignersRead};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::settings::Settings;

include!("../commands.rs");

const HEAD: &str = "// Made from the Rust of src-tauri by `make types`; not to be edited.\n\n";

/// The declarations of every type that crosses to the window, by name.
struct Declared {
    config: Config,
    types: BTreeMap<String, String>,
}

impl TypeVisitor for Declared {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.types.contains_key(&name) {
                return;
            }
            let declared = format!(
                "{}export {}\n",
                T::docs().unwrap_or_default(),
                T::decl(&self.config)
            );
            self.types.insert(name, declared);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// Integers become numbers: none here exceeds 2^53.
fn config() -> Config {
    Config::new().with_large_int("number")
}

/// The wrapper of one command.
fn wrapper(
    kind: &str,
    name: &str,
    docs: &[&str],
    arguments: &[(&str, String)],
    result: &str,
) -> String {
    let mut parameters: Vec<String> = arguments
        .iter()
        .map(|(name, ty)| format!("{name}: {ty}"))
        .collect();
    let mut passed: Vec<String> = arguments
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    if kind == "work" {
        parameters.extend([
            "job: number".to_owned(),
            "progress: Channel<Progress>".to_owned(),
        ]);
        passed.extend(["job".to_owned(), "progress".to_owned()]);
    }
    let passed = if passed.is_empty() {
        String::new()
    } else {
        format!(", {{ {} }}", passed.join(", "))
    };
    let docs: String = docs
        .iter()
        .map(|line| line.trim())
        .collect::<Vec<_>>()
        .join(" ");
    let parameters = parameters.join(", ");
    format!(
        "/** {docs} */\nexport const {name} = ({parameters}): Promise<{result}> =>\n  invoke<{result}>('{name}'{passed});\n\n"
    )
}

macro_rules! generate {
    ($($(#[doc = $doc:literal])* $kind:ident $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty;)*) => {
        fn generated() -> (String, String) {
            let config = config();
            let mut declared = Declared { config: self::config(), types: BTreeMap::new() };
            declared.visit::<Failure>();
            declared.visit::<Progress>();
            let mut commands = String::new();
            $(
                $(declared.visit::<$ty>();)*
                declared.visit::<$ret>();
                let arguments: &[(&str, String)] = &[$((stringify!($arg), <$ty as TS>::name(&config))),*];
                let result = <$ret as TS>::name(&config);
                let result = if stringify!($ret) == "()" { "null".to_owned() } else { result };
                commands.push_str(&wrapper(stringify!($kind), stringify!($name), &[$($doc),*], arguments, &result));
            )*
            let mut types = HEAD.to_owned();
            types.push_str(&declared.types.into_values().collect::<Vec<_>>().join("\n"));
            let used = names_in(&commands, &types);
            let mut head = HEAD.to_owned();
            let _ = writeln!(head, "import {{ Channel, invoke }} from '@tauri-apps/api/core';\n");
            let _ = writeln!(head, "import type {{\n  {},\n}} from './types';\n", used.join(",\n  "));
            (types, format!("{head}{}\n", commands.trim_end()))
        }
    };
}

with_commands!(generate);

/// The types named in the commands.
fn names_in(commands: &str, types: &str) -> Vec<String> {
    let declared = types
        .lines()
        .filter_map(|line| line.strip_prefix("export type "));
    let names = declared.filter_map(|rest| rest.split([' ', '<']).next());
    let words: std::collections::BTreeSet<&str> = commands
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    names
        .filter(|name| words.contains(name))
        .map(str::to_owned)
        .collect()
}

/// The window is checked against these types. Stale types would check it against a program that no
/// longer exists.
#[test]
fn the_types_of_the_window_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/generated");
    let (types, commands) = generated();
    for (name, text) in [("types.ts", types), ("commands.ts", commands)] {
        let path = folder.join(name);
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == text,
            "{name} is stale; `make types` writes it anew"
        );
    }
}

macro_rules! names {
    ($($(#[$doc:meta])* $kind:ident $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty;)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

with_commands!(names);

/// A command without a permission never answers, and a permission without a command is an unguarded
/// door.
#[test]
fn the_window_may_call_every_command_and_nothing_else() {
    let text = include_str!("../capabilities/window.json");
    let capability: serde_json::Value = serde_json::from_str(text).unwrap();
    let mut allowed: Vec<&str> = capability["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p.as_str().unwrap())
        .collect();
    let mut wanted: Vec<String> = NAMES
        .iter()
        .map(|name| format!("allow-{}", name.replace('_', "-")))
        .collect();
    wanted.push("core:default".to_owned());
    allowed.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(allowed, wanted);
}
