//! The lemmas of a compiled file, read from what the compiler noted.

/// The names of the lemmas that a `.glob` file records, in its order.
///
/// A line `prf 12:34 <> name` is a statement with a proof. Any other kind of definition is answered
/// too, with its kind before a space, so that it cannot pass for a lemma and cannot hide.
#[must_use]
pub fn lemma_names(glob: &str) -> Vec<String> {
    // References start with R, the digest and the file with DIGEST and F; binders are local.
    const NO_DEFINITION: [&str; 3] = ["DIGEST", "binder", "var"];
    glob.lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            let (kind, _, _, name) = (words.next()?, words.next()?, words.next()?, words.next()?);
            if kind.starts_with('R') || NO_DEFINITION.contains(&kind) {
                return None;
            }
            Some(match kind {
                "prf" => name.to_owned(),
                _ => format!("{kind} {name}"),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas_and_nothing_else_pass_for_lemmas() {
        let glob = "DIGEST 0123\nFCoarsegrad.certs.Golden_000\nR64:68 Coq.Reals <> <> lib\n\
                    prf 138:141 <> one\nR10:12 A <> b thm\nprf 200:203 <> two\nax 5:6 <> hole\n";
        assert_eq!(lemma_names(glob), ["one", "two", "ax hole"]);
    }
}
