//! A unified diff of two texts, line by line.

/// Unchanged lines shown around a change.
const CONTEXT: usize = 3;

/// Beyond this many pairs of lines the differing middle is shown as one change.
const MOST_PAIRS: usize = 4_000_000;

#[derive(Clone, Copy)]
enum Line<'a> {
    Same(&'a str),
    Old(&'a str),
    New(&'a str),
}

/// The changes that turn `old` into `new`, headed by the path; empty if there are none.
pub(super) fn unified(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let lines = compare(
        &old.split_inclusive('\n').collect::<Vec<_>>(),
        &new.split_inclusive('\n').collect::<Vec<_>>(),
    );
    let changed: Vec<bool> = lines
        .iter()
        .map(|line| !matches!(line, Line::Same(_)))
        .collect();
    let near = |index: usize| {
        let from = index.saturating_sub(CONTEXT);
        let to = (index + CONTEXT + 1).min(changed.len());
        changed
            .get(from..to)
            .is_some_and(|window| window.contains(&true))
    };
    let mut text = format!("--- {path} (on disk)\n+++ {path} (computed)\n");
    let (mut old_line, mut new_line, mut inside) = (1, 1, false);
    for (index, line) in lines.iter().enumerate() {
        if near(index) {
            if !inside {
                text.push_str(&format!("@@ line {old_line}, now line {new_line} @@\n"));
            }
            let (sign, content) = match line {
                Line::Same(content) => (' ', content),
                Line::Old(content) => ('-', content),
                Line::New(content) => ('+', content),
            };
            text.push(sign);
            text.push_str(content);
            if !content.ends_with('\n') {
                text.push_str("\n\\ no newline at the end\n");
            }
        }
        inside = near(index);
        match line {
            Line::Same(_) => (old_line, new_line) = (old_line + 1, new_line + 1),
            Line::Old(_) => old_line += 1,
            Line::New(_) => new_line += 1,
        }
    }
    text
}

/// The lines of both texts, those of a longest common subsequence once.
fn compare<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let head = old.iter().zip(new).take_while(|(x, y)| x == y).count();
    let (old_rest, new_rest) = (
        old.get(head..).unwrap_or_default(),
        new.get(head..).unwrap_or_default(),
    );
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (old_middle, old_tail) = old_rest.split_at(old_rest.len() - tail);
    let (new_middle, _) = new_rest.split_at(new_rest.len() - tail);
    let mut lines: Vec<Line<'a>> = old.iter().take(head).map(|line| Line::Same(line)).collect();
    lines.extend(middle(old_middle, new_middle));
    lines.extend(old_tail.iter().map(|line| Line::Same(line)));
    lines
}

fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let width = new.len() + 1;
    if old.len().saturating_mul(width) > MOST_PAIRS {
        let removed = old.iter().map(|line| Line::Old(line));
        return removed
            .chain(new.iter().map(|line| Line::New(line)))
            .collect();
    }
    // lengths[i * width + j]: the longest common subsequence of old[i..] and new[j..].
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    let at = |lengths: &[u32], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for (i, x) in old.iter().enumerate().rev() {
        for (j, y) in new.iter().enumerate().rev() {
            let length = if x == y {
                at(&lengths, i + 1, j + 1) + 1
            } else {
                at(&lengths, i + 1, j).max(at(&lengths, i, j + 1))
            };
            if let Some(entry) = lengths.get_mut(i * width + j) {
                *entry = length;
            }
        }
    }
    let mut lines = Vec::new();
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (Some(x), Some(y)) if x == y => {
                lines.push(Line::Same(x));
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), Some(_)) if at(&lengths, i + 1, j) >= at(&lengths, i, j + 1) => {
                lines.push(Line::Old(x));
                i += 1;
            }
            (_, Some(y)) => {
                lines.push(Line::New(y));
                j += 1;
            }
            (Some(x), None) => {
                lines.push(Line::Old(x));
                i += 1;
            }
            (None, None) => return lines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn a_changed_line_is_shown_with_its_neighbours() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";
        let expected = "--- f (on disk)\n+++ f (computed)\n@@ line 2, now line 2 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n";
        assert_eq!(unified("f", old, new), expected);
    }

    #[test]
    fn insertions_and_deletions_are_told_apart() {
        let diff = unified("f", "a\nb\nc\n", "b\nc\nd\n");
        assert!(diff.ends_with("-a\n b\n c\n+d\n"), "{diff}");
        assert_eq!(unified("f", "a\n", "a\n"), "");
        assert!(unified("f", "a", "a\n").contains("no newline"));
    }
}
