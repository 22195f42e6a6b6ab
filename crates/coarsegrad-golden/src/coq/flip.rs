//! Certificates that are wrong on purpose.

use coarsegrad_arith::{Integer, Rational};

use crate::record::{Certificate, Statement};

/// The certificate with the last digit of one entry changed by five, so that it is false: an entry is
/// within one unit of the decimal that it had. Where every entry is exact, the first is one more.
#[must_use]
pub fn flipped(certificate: &Certificate) -> Certificate {
    let mut flipped = certificate.clone();
    let near = |statement: &&mut Statement| matches!(statement, Statement::Near(_));
    if let Some(Statement::Near(z)) = flipped.statements.iter_mut().find(near) {
        *z = other_last_digit(z);
    } else if let Some(Statement::Exactly(q)) = flipped.statements.first_mut() {
        *q += Rational::from(1);
    }
    flipped
}

fn other_last_digit(z: &Integer) -> Integer {
    let magnitude = Integer::from(z.abs_ref());
    let last = Integer::from(&magnitude % 10u32);
    let moved = if last < 5 {
        magnitude + 5u32
    } else {
        magnitude - 5u32
    };
    if *z < 0 { -moved } else { moved }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;

    #[test]
    fn one_digit_changes_and_no_other() {
        for (z, expected) in [(123, 128), (-120, -125), (7, 2), (-9, -4), (0, 5)] {
            assert_eq!(other_last_digit(&Integer::from(z)), expected);
        }
        let exact = Certificate {
            quantity: Quantity::PopulationLoss,
            digits: 30,
            statements: vec![Statement::Exactly(Rational::from((1, 2)))],
        };
        let expected = vec![Statement::Exactly(Rational::from((3, 2)))];
        assert_eq!(flipped(&exact).statements, expected);
    }
}
