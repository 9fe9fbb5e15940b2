//! The contents of a disk, and what a power cut would leave of them.
//!
//! A file's bytes are certain after its sync, a folder's names after the folder's. All else is
//! pending. After a power cut, each pending write may be complete, missing, partial, or the right
//! length in zeros; each pending name may exist or not, independent of the others. A rename within
//! a folder happens or does not; between folders, the new name and the loss of the old one are
//! independent.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::dice::Dice;
use crate::recorder::Step;

type Names = BTreeMap<String, usize>;

#[derive(Clone, Debug)]
enum Entry {
    Link(String, usize),
    Unlink(String),
    Move(String, String, usize),
}

#[derive(Clone, Debug)]
enum Data {
    Write(u64, Vec<u8>),
    Length(u64),
}

#[derive(Clone, Debug)]
enum Node {
    Folder {
        seen: Names,
        certain: Names,
        pending: Vec<Entry>,
    },
    File {
        certain: Vec<u8>,
        pending: Vec<Data>,
    },
}

/// The disk under one store.
#[derive(Clone, Debug)]
pub struct Platter {
    nodes: Vec<Node>,
}

/// How much is left of what was pending.
#[derive(Clone, Copy, Debug)]
pub enum Left {
    Nothing,
    Everything,
    /// Each part at random, in this many cases out of a hundred.
    Some(usize),
}

/// The files and folders after a power cut: a path, and bytes if it is a file.
pub type Image = BTreeMap<String, Option<Vec<u8>>>;

impl Platter {
    /// An empty store.
    pub fn new() -> Self {
        Self {
            nodes: vec![folder()],
        }
    }

    pub fn carry_out(&mut self, step: &Step) {
        match step {
            Step::Folder(path) => self.create(path, folder()),
            Step::File(path) => self.create(
                path,
                Node::File {
                    certain: Vec::new(),
                    pending: Vec::new(),
                },
            ),
            Step::Write(path, at, bytes) => self.data(path, Data::Write(*at, bytes.clone())),
            Step::Cut(path, length) => self.data(path, Data::Length(*length)),
            Step::SyncFile(path) => {
                let node = self.find(path);
                if let Node::File { certain, pending } = &mut self.nodes[node] {
                    for data in pending.drain(..) {
                        apply(certain, &data);
                    }
                }
            }
            Step::SyncFolder(path) => {
                let node = self.find(path);
                if let Node::Folder {
                    seen,
                    certain,
                    pending,
                } = &mut self.nodes[node]
                {
                    pending.clear();
                    certain.clone_from(seen);
                }
            }
            Step::Rename(from, to) => {
                let node = self.find(from);
                let (old, new) = (name(from), name(to));
                let (source, target) = (
                    self.find(from.parent().unwrap()),
                    self.find(to.parent().unwrap()),
                );
                if source == target {
                    self.entry(source, Entry::Move(old, new, node));
                } else {
                    self.entry(target, Entry::Link(new, node));
                    self.entry(source, Entry::Unlink(old));
                }
            }
            Step::Remove(path) => {
                let parent = self.find(path.parent().unwrap());
                self.entry(parent, Entry::Unlink(name(path)));
            }
            Step::Acknowledged(_) => {}
        }
    }

    /// One disk that a power cut at this moment could leave.
    pub fn after_power_cut(&self, left: Left, dice: &mut Dice) -> Image {
        let mut image = Image::new();
        self.leave(0, "", left, dice, &mut image);
        image
    }

    fn leave(&self, node: usize, path: &str, left: Left, dice: &mut Dice, image: &mut Image) {
        match &self.nodes[node] {
            Node::File { certain, pending } => {
                let mut bytes = certain.clone();
                for data in pending {
                    tear(&mut bytes, data, left, dice);
                }
                image.insert(path.to_owned(), Some(bytes));
            }
            Node::Folder {
                certain, pending, ..
            } => {
                let mut names = certain.clone();
                for entry in pending.iter().filter(|_| stays(left, dice)) {
                    enter(&mut names, entry);
                }
                image.insert(path.to_owned(), None);
                for (name, node) in names {
                    self.leave(node, &format!("{path}/{name}"), left, dice, image);
                }
            }
        }
    }

    fn create(&mut self, path: &Path, node: Node) {
        self.nodes.push(node);
        let parent = self.find(path.parent().unwrap());
        self.entry(parent, Entry::Link(name(path), self.nodes.len() - 1));
    }

    fn entry(&mut self, folder: usize, entry: Entry) {
        let Node::Folder { seen, pending, .. } = &mut self.nodes[folder] else {
            panic!("no folder")
        };
        enter(seen, &entry);
        pending.push(entry);
    }

    fn data(&mut self, path: &Path, data: Data) {
        let node = self.find(path);
        let Node::File { pending, .. } = &mut self.nodes[node] else {
            panic!("no file")
        };
        pending.push(data);
    }

    fn find(&self, path: &Path) -> usize {
        path.iter().fold(0, |node, part| {
            let Node::Folder { seen, .. } = &self.nodes[node] else {
                panic!("no folder above {}", path.display())
            };
            *seen
                .get(part.to_str().unwrap())
                .unwrap_or_else(|| panic!("{} is not there", path.display()))
        })
    }
}

/// Writes an image to an empty folder.
pub fn write_out(image: &Image, folder: &Path) {
    for (path, bytes) in image {
        let path = folder.join(path.trim_start_matches('/'));
        match bytes {
            Some(bytes) => fs::write(path, bytes).unwrap(),
            None => fs::create_dir_all(path).unwrap(),
        }
    }
}

fn folder() -> Node {
    Node::Folder {
        seen: Names::new(),
        certain: Names::new(),
        pending: Vec::new(),
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn stays(left: Left, dice: &mut Dice) -> bool {
    match left {
        Left::Nothing => false,
        Left::Everything => true,
        Left::Some(of) => dice.happens(of),
    }
}

fn enter(names: &mut Names, entry: &Entry) {
    match entry {
        Entry::Link(name, node) => {
            names.insert(name.clone(), *node);
        }
        Entry::Unlink(name) => {
            names.remove(name);
        }
        Entry::Move(from, to, node) => {
            names.remove(from);
            names.insert(to.clone(), *node);
        }
    }
}

fn apply(bytes: &mut Vec<u8>, data: &Data) {
    match data {
        Data::Length(length) => bytes.resize(*length as usize, 0),
        Data::Write(at, new) => {
            let (start, end) = (*at as usize, *at as usize + new.len());
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[start..end].copy_from_slice(new);
        }
    }
}

/// Applies what is left of a pending write.
fn tear(bytes: &mut Vec<u8>, data: &Data, left: Left, dice: &mut Dice) {
    if !stays(left, dice) {
        return;
    }
    let (Data::Write(at, new), Left::Some(_)) = (data, left) else {
        return apply(bytes, data);
    };
    let cut = dice.below(new.len() + 1);
    let torn = match dice.below(5) {
        0 => new.clone(),
        1 => new[..cut].to_vec(),
        // The length reached the disk, but none of the bytes, or only their beginning or end.
        2 => vec![0; new.len()],
        3 => new
            .iter()
            .enumerate()
            .map(|(at, byte)| if at < cut { *byte } else { 0 })
            .collect(),
        _ => new
            .iter()
            .enumerate()
            .map(|(at, byte)| if at < cut { 0 } else { *byte })
            .collect(),
    };
    apply(bytes, &Data::Write(*at, torn));
}
