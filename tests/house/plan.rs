//! The house's plan: which file names which, worked out from the sources.
//!
//! A file depends on the file that *defines* what it names. That a module declares its children and hands their names on is no
//! dependency: it becomes one when the module itself uses them. Tests are not part of the plan.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::names::{Names, names};
use super::source::{tokens, without_tests};

/// A module by its path from the crate's root, which is empty.
type Module = Vec<String>;

struct Source {
    /// The file's path below `src`, with `/`.
    file: String,
    names: Names,
}

/// Which names each file takes from which others.
pub struct Plan {
    pub files: Vec<String>,
    pub uses: BTreeMap<(usize, usize), BTreeSet<String>>,
}

impl Plan {
    /// Reads a crate's sources.
    pub fn read(src: &Path) -> Self {
        let mut sources = BTreeMap::new();
        read_module(src, "lib.rs", Vec::new(), &mut sources);
        let modules: Vec<&Module> = sources.keys().collect();
        let number = |module: &Module| modules.iter().position(|other| *other == module).expect("a module");
        let mut uses: BTreeMap<(usize, usize), BTreeSet<String>> = BTreeMap::new();
        for (module, source) in &sources {
            for (name, path) in source.named() {
                let Some(target) = target(&sources, module, &path) else { continue };
                if target != *module {
                    uses.entry((number(module), number(&target))).or_default().insert(name);
                }
            }
        }
        Self { files: sources.values().map(|source| source.file.clone()).collect(), uses }
    }

    /// The circles between files, each in the files' order.
    pub fn circles(&self) -> Vec<Vec<&str>> {
        let edges = self.uses.keys().copied().collect();
        let circles = circles(self.files.len(), &edges);
        circles.into_iter().map(|circle| circle.into_iter().map(|file| self.files[file].as_str()).collect()).collect()
    }

    /// The circles between folders that lie beside each other: a folder is all that is in it, and the file of its name.
    pub fn circles_of_folders(&self) -> Vec<Vec<String>> {
        let folders: BTreeSet<String> = self.files.iter().flat_map(|file| folders(file)).collect();
        let folders: Vec<String> = folders.into_iter().collect();
        let mut edges = BTreeSet::new();
        for (from, to) in self.uses.keys() {
            for from in self.folders_of(*from, &folders) {
                for to in self.folders_of(*to, &folders) {
                    if from != to && parent(&folders[from]) == parent(&folders[to]) {
                        edges.insert((from, to));
                    }
                }
            }
        }
        let circles = circles(folders.len(), &edges);
        circles.into_iter().map(|circle| circle.into_iter().map(|folder| folders[folder].clone()).collect()).collect()
    }

    /// The folders that a file lies in, from the outside in.
    fn folders_of(&self, file: usize, folders: &[String]) -> Vec<usize> {
        (0..folders.len()).filter(|folder| is_within(&self.files[file], &folders[*folder])).collect()
    }

    /// What ties some files together, a line for each arrow.
    pub fn arrows(&self, among: &[&str]) -> String {
        self.arrows_where(|from, to| among.contains(&from) && among.contains(&to))
    }

    /// What ties some folders together.
    pub fn arrows_of_folders(&self, among: &[&str]) -> String {
        let within = |file: &str| among.iter().find(|folder| is_within(file, folder)).copied();
        self.arrows_where(|from, to| matches!((within(from), within(to)), (Some(from), Some(to)) if from != to))
    }

    fn arrows_where(&self, shown: impl Fn(&str, &str) -> bool) -> String {
        let arrows = self.uses.iter().map(|((from, to), names)| (&self.files[*from], &self.files[*to], names));
        let arrows = arrows.filter(|(from, to, _)| shown(from, to)).map(|(from, to, names)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            format!("  {from} -> {to}: {}\n", names.join(", "))
        });
        arrows.collect()
    }
}

impl Source {
    /// Every name that the source takes from elsewhere, with the path that leads to it.
    fn named(&self) -> impl Iterator<Item = (String, Vec<String>)> {
        let used = |name: &str| self.names.words.iter().any(|word| word == name);
        let imports = self.names.imports.iter().filter(move |import| !import.is_public || used(&import.name));
        let imports = imports.map(|import| (import.name.clone(), import.path.clone()));
        imports.chain(self.names.paths.iter().map(|path| (path.join("::"), path.clone())))
    }
}

/// Reads a module and all below it that are not for tests alone.
fn read_module(src: &Path, file: &str, module: Module, into: &mut BTreeMap<Module, Source>) {
    let text = fs::read_to_string(src.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let (tokens, tests) = without_tests(&tokens(&text));
    let names = names(&tokens);
    let folder = match file.rsplit_once('/') {
        Some((folder, "mod.rs")) => format!("{folder}/"),
        Some(_) => format!("{}/", file.trim_end_matches(".rs")),
        None if file == "lib.rs" => String::new(),
        None => format!("{}/", file.trim_end_matches(".rs")),
    };
    for child in names.modules.iter().filter(|child| !tests.contains(child)) {
        let beside = format!("{folder}{child}.rs");
        let within = format!("{folder}{child}/mod.rs");
        // A module that is written out in place has no file.
        if let Some(file) = [beside, within].into_iter().find(|file| src.join(file).is_file()) {
            read_module(src, &file, [&module[..], std::slice::from_ref(child)].concat(), into);
        }
    }
    into.insert(module, Source { file: file.to_owned(), names });
}

/// The module that defines what a path leads to, seen from a module; none if that is another crate's.
fn target(sources: &BTreeMap<Module, Source>, from: &Module, path: &[String]) -> Option<Module> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" | "tcptutor" => walk(sources, Vec::new(), rest, 0),
        "self" => walk(sources, from.clone(), rest, 0),
        "super" => {
            let ups = path.iter().take_while(|word| *word == "super").count();
            let parent = from[..from.len().checked_sub(ups)?].to_vec();
            walk(sources, parent, &path[ups..], 0)
        }
        first => {
            let names = &sources[from].names;
            let is_here =
                names.modules.iter().any(|name| name == first) || names.items.iter().any(|name| name == first);
            let imported = names.imports.iter().any(|import| import.name == first && import.path != path);
            (is_here || imported).then(|| walk(sources, from.clone(), path, 0))?
        }
    }
}

/// Follows a path from a module to the module that defines what it ends at.
fn walk(sources: &BTreeMap<Module, Source>, module: Module, path: &[String], depth: usize) -> Option<Module> {
    let Some((first, rest)) = path.split_first() else { return Some(module) };
    let source = sources.get(&module)?;
    let child = [&module[..], std::slice::from_ref(first)].concat();
    if sources.contains_key(&child) {
        return walk(sources, child, rest, depth);
    }
    if source.names.items.contains(first) || depth > 8 {
        return Some(module);
    }
    let imports = || source.names.imports.iter();
    if let Some(import) = imports().find(|import| import.name == *first) {
        let path = [&import.path[..], rest].concat();
        return from_import(sources, &module, &path, depth);
    }
    for import in imports().filter(|import| import.name == "*") {
        let path = [&import.path[..], path].concat();
        if let Some(found) =
            from_import(sources, &module, &path, depth).filter(|found| sources[found].names.items.contains(first))
        {
            return Some(found);
        }
    }
    // What a macro makes is the file's that calls it.
    Some(module)
}

/// Follows the path of an import; where it leads out of the crate there is nothing to follow.
fn from_import(sources: &BTreeMap<Module, Source>, module: &Module, path: &[String], depth: usize) -> Option<Module> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => walk(sources, Vec::new(), rest, depth + 1),
        "self" => walk(sources, module.clone(), rest, depth + 1),
        "super" => {
            let ups = path.iter().take_while(|word| *word == "super").count();
            walk(sources, module[..module.len().checked_sub(ups)?].to_vec(), &path[ups..], depth + 1)
        }
        first => {
            let child = [&module[..], &[first.to_owned()]].concat();
            let names = &sources[module].names;
            let known = sources.contains_key(&child)
                || names.items.iter().any(|item| item == first)
                || names.imports.iter().any(|import| import.name == first && import.path != path);
            known.then(|| walk(sources, module.clone(), path, depth + 1))?
        }
    }
}

/// Whether a file belongs to a folder: it lies in it, or is its module's own file beside it.
fn is_within(file: &str, folder: &str) -> bool {
    let file = file.strip_suffix(".rs").unwrap_or(file);
    file.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The folders that a file of this path lies in: `a/b/c.rs` lies in `a` and `a/b`.
fn folders(file: &str) -> Vec<String> {
    file.match_indices('/').map(|(at, _)| file[..at].to_owned()).collect()
}

fn parent(folder: &str) -> &str {
    folder.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The sets of two or more that lead to each other.
fn circles(count: usize, edges: &BTreeSet<(usize, usize)>) -> Vec<Vec<usize>> {
    let reached: Vec<BTreeSet<usize>> = (0..count).map(|from| reachable(from, edges)).collect();
    let mut circles: BTreeSet<Vec<usize>> = BTreeSet::new();
    for (from, reaches) in reached.iter().enumerate() {
        let circle: Vec<usize> = reaches.iter().copied().filter(|to| reached[*to].contains(&from)).collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reachable(from: usize, edges: &BTreeSet<(usize, usize)>) -> BTreeSet<usize> {
    let (mut reached, mut ahead) = (BTreeSet::new(), vec![from]);
    while let Some(at) = ahead.pop() {
        for (_, to) in edges.range((at, 0)..=(at, usize::MAX)) {
            if reached.insert(*to) {
                ahead.push(*to);
            }
        }
    }
    reached
}
