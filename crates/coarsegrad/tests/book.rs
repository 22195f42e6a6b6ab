//! The book hangs together: every page is in the summary, every link and every include resolves.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The Markdown files under a folder, relative to it.
fn pages(root: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder))
            .into_iter()
            .flatten()
            .flatten()
        {
            let path = folder.join(entry.file_name());
            if root.join(&path).is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.insert(path);
            }
        }
    }
    found
}

/// The targets of the links `](target)` and `[text]: target` outside code.
fn links(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut targets = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let definition = line
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]: "));
        targets.extend(definition.map(|(_, target)| target.to_owned()));
        for part in line.split("](").skip(1) {
            if let Some((target, _)) = part.split_once(')') {
                targets.push(target.to_owned());
            }
        }
    }
    targets
}

/// The identifiers of a page: those of its headings, as mdBook makes them, and its own.
fn headings(text: &str) -> BTreeSet<String> {
    let own = text.split("<a id=\"").skip(1);
    let own = own.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter_map(|c| match c {
                    ' ' => Some('-'),
                    c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
                    _ => None,
                })
                .collect()
        })
        .chain(own)
        .collect()
}

/// A page with the text of the files that it includes behind it.
fn whole(root: &Path, page: &Path) -> String {
    let text = fs::read_to_string(root.join(page)).unwrap_or_default();
    let folder = root.join(page.parent().unwrap_or(Path::new("")));
    let included = text.split("{{#include ").skip(1).map(|part| {
        let target = part.split(['}', ':']).next().unwrap_or_default();
        fs::read_to_string(folder.join(target)).unwrap_or_default()
    });
    let included: Vec<String> = included.collect();
    text + &included.concat()
}

/// `folder/../other/page.md` as `other/page.md`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                tidy.pop();
            }
            Component::CurDir => {}
            other => tidy.push(other),
        }
    }
    tidy
}

/// Everything that does not resolve, as one line each.
fn problems(root: &Path) -> Vec<String> {
    let read = |path: &Path| fs::read_to_string(root.join(path)).unwrap_or_default();
    let pages = pages(root);
    let mut problems = Vec::new();
    let summary: BTreeSet<PathBuf> = links(&read(Path::new("SUMMARY.md")))
        .into_iter()
        .map(PathBuf::from)
        .collect();
    let mut included = BTreeSet::new();
    for page in &pages {
        let text = read(page);
        let name = page.display();
        let beside = |target: &str| tidy(&page.parent().unwrap_or(Path::new("")).join(target));
        for target in links(&text) {
            if target.contains("://") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((&target, ""));
            let file = if file.is_empty() {
                page.clone()
            } else {
                beside(file)
            };
            if !root.join(&file).is_file() {
                problems.push(format!("{name}: no file for the link {target}"));
            } else if !heading.is_empty() && !headings(&whole(root, &file)).contains(heading) {
                problems.push(format!("{name}: no heading for the link {target}"));
            }
        }
        for part in text.split("{{#include ").skip(1) {
            let Some((target, _)) = part.split_once("}}") else {
                problems.push(format!("{name}: an include is not closed"));
                continue;
            };
            let (file, anchor) = target.split_once(':').unwrap_or((target, ""));
            // What is included may lie outside the book.
            let folder = root.join(page.parent().unwrap_or(Path::new("")));
            let source = fs::read_to_string(folder.join(file)).unwrap_or_default();
            let file = beside(file);
            if source.is_empty() {
                problems.push(format!("{name}: nothing to include in {target}"));
            } else if !anchor.is_empty() && !source.contains(&format!("ANCHOR: {anchor} -->")) {
                problems.push(format!("{name}: no anchor for the include {target}"));
            }
            included.insert(file);
        }
    }
    for page in pages
        .iter()
        .filter(|page| **page != Path::new("SUMMARY.md"))
    {
        if !summary.contains(page) && !included.contains(page) {
            problems.push(format!("{}: not in the summary", page.display()));
        }
    }
    problems
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_page_link_and_include_resolves() {
    let root = repository().join("docs/src");
    assert!(pages(&root).len() > 20);
    assert_eq!(problems(&root), Vec::<String>::new());
}

#[test]
fn links_of_the_readme_resolve() {
    let text = fs::read_to_string(repository().join("README.md")).unwrap();
    let targets = links(&text);
    assert!(targets.len() > 5);
    for target in targets.iter().filter(|target| !target.contains("://")) {
        assert!(repository().join(target).exists(), "README.md: {target}");
    }
}

#[test]
fn the_check_sees_each_kind_of_damage() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged-book");
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("part")).unwrap();
    let write = |name: &str, text: &str| fs::write(root.join(name), text).unwrap();
    write("SUMMARY.md", "[One](one.md)\n- [Two](part/two.md)\n");
    write(
        "one.md",
        "# One\n\n[two](part/two.md#a-heading) {{#include part/two.md:x}}\n",
    );
    write(
        "part/two.md",
        "## A heading\n<!-- ANCHOR: x -->\n[one](../one.md)\n",
    );
    assert_eq!(problems(&root), Vec::<String>::new());

    write("part/two.md", "## Another\n[one](one.md)\n");
    write("lost.md", "[no claim]: one.md#no-claim\n");
    let expected = [
        "lost.md: no heading for the link one.md#no-claim",
        "one.md: no heading for the link part/two.md#a-heading",
        "one.md: no anchor for the include part/two.md:x",
        "part/two.md: no file for the link one.md",
        "lost.md: not in the summary",
    ];
    assert_eq!(problems(&root), expected);
}
