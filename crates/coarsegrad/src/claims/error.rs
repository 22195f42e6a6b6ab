//! Why a register cannot be read, or has no such claim.

use std::collections::BTreeSet;

/// Why a register cannot be read, or has no such claim.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClaimsError {
    /// The text is not a list of claims with the known fields.
    #[error("the register of claims cannot be read: {0}")]
    Register(toml::de::Error),
    /// The text is not a graph of dependencies.
    #[error("the dependencies of the theorems cannot be read: {0}")]
    Dependencies(serde_json::Error),
    /// A theorem rests on one that the graph does not have.
    #[error("{theorem} rests on {missing}, which the graph of dependencies does not have")]
    NoTheorem {
        /// The theorem.
        theorem: String,
        /// What it rests on.
        missing: String,
    },
    /// A theorem rests on itself.
    #[error("{theorem} rests on itself")]
    Circle {
        /// The theorem.
        theorem: String,
    },
    /// Two rows have the same id.
    #[error("there are two claims {id}")]
    Duplicate {
        /// The id.
        id: String,
    },
    /// A theorem of the graph has no row.
    #[error("the theorem {theorem} has no row in the register of claims")]
    NoRow {
        /// The theorem.
        theorem: String,
    },
    /// No claim has this id.
    #[error("there is no claim {id}{}", did_you_mean(close))]
    NoClaim {
        /// The id asked for.
        id: String,
        /// Ids that come close.
        close: Vec<String>,
    },
    /// No claim is in this family.
    #[error("there is no family {family}; there are {}", families.join(", "))]
    NoFamily {
        /// The family asked for.
        family: String,
        /// The families that there are.
        families: Vec<String>,
    },
}

fn did_you_mean(close: &[String]) -> String {
    match close {
        [] => "; `coarsegrad claims` lists them".to_owned(),
        close => format!("; did you mean {}?", close.join(" or ")),
    }
}

/// At most three ids that share the most words with this one, or letters where no word agrees.
pub(super) fn close<'a>(id: &str, ids: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    const MOST: usize = 3;
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 2)
            .map(str::to_lowercase)
            .collect()
    };
    // Someone may hand over a text of any length.
    let id: String = id.chars().take(200).collect();
    let all: Vec<&str> = ids.clone().collect();
    let similar = similar::get_close_matches(id.as_str(), &all, MOST, 0.8);
    if !similar.is_empty() {
        return similar.into_iter().map(str::to_owned).collect();
    }
    let asked = words(&id);
    // The share of agreeing words, in thousandths, so that ids order exactly; the first of equals wins.
    let mut scored: Vec<(usize, &str)> = ids
        .map(|known| {
            let known_words = words(known);
            let common = known_words.intersection(&asked).count();
            let all = known_words.union(&asked).count().max(1);
            (common * 1000 / all, known)
        })
        .filter(|(score, _)| *score >= 250)
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored
        .into_iter()
        .take(MOST)
        .map(|(_, known)| known.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::close;

    #[test]
    fn slips_of_the_key_and_missing_words_find_their_ids() {
        let ids = [
            "the_sum_is_symmetric",
            "the_product_is_symmetric",
            "zero_is_even",
        ];
        let found = |id: &str| close(id, ids.into_iter());
        assert_eq!(found("the_sum_is_symetric"), ["the_sum_is_symmetric"]);
        assert_eq!(
            found("symmetric-sum"),
            ["the_sum_is_symmetric", "the_product_is_symmetric"]
        );
        assert_eq!(found("even"), ["zero_is_even"]);
        assert!(found("").is_empty() && found("x").is_empty());
        assert!(found(&"x".repeat(1_000_000)).is_empty());
    }
}
