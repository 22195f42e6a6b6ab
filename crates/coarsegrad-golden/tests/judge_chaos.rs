//! Whatever a backend does, each case has one verdict, and a right answer is the only way to a pass.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail"
)]

mod common;

use std::time::Duration;

use coarsegrad_golden::judge::{Backend, Fault, Options, Verdict, Wait, judge};
use coarsegrad_golden::report::State;
use coarsegrad_golden::wire::{Answer, BulkRequest, Greeting, OutputBits, Request, WireError};
use coarsegrad_model::pointwise::Dtype;
use common::{alike, declaration, read};
use proptest::prelude::*;

/// Does what the next byte says; when there are no more, it behaves.
struct Chaos {
    bytes: std::vec::IntoIter<u8>,
    window: usize,
    bulk: bool,
    under_way: Vec<(u64, bool)>,
    /// How often each answer was given.
    right: usize,
}

impl Chaos {
    fn next(&mut self) -> u8 {
        self.bytes.next().unwrap_or(0)
    }

    fn fault(&mut self) -> Fault {
        self.under_way.clear();
        match self.next() % 6 {
            0 => Fault::Silent {
                limit: Duration::from_secs(1),
            },
            1 => Fault::Ended("exit status: 1".to_owned()),
            2 => Fault::LongLine,
            3 => Fault::Closed,
            4 => Fault::Unfinished(String::new()),
            _ => Fault::Wire(WireError::Type {
                expected: "a",
                found: "b".to_owned(),
            }),
        }
    }

    fn answer(&mut self, hex: &str) -> Answer {
        let output = OutputBits {
            dtype: None,
            shape: None,
            hex: hex.to_owned(),
        };
        Answer::Ok(vec![("dx".to_owned(), output)])
    }
}

impl Backend for Chaos {
    fn start(&mut self, _: &Wait<'_>) -> Result<Greeting, Fault> {
        self.under_way.clear();
        if self.next() == 255 {
            return Err(self.fault());
        }
        let mut declared = declaration("");
        if self.bulk {
            declared.bulk.push("dx".to_owned());
        }
        Ok(Greeting {
            name: "chaos".to_owned(),
            dtypes: vec![Dtype::F32],
            ops: [("clip".to_owned(), declared)].into(),
            ..Greeting::default()
        })
    }

    fn window(&self) -> usize {
        self.window
    }

    fn send(&mut self, request: &Request<'_>) -> Result<(), Fault> {
        if self.next() > 250 {
            return Err(self.fault());
        }
        self.under_way.push((request.seq, false));
        Ok(())
    }

    fn send_bulk(&mut self, request: &BulkRequest<'_>) -> Result<(), Fault> {
        if self.next() > 200 {
            return Err(self.fault());
        }
        self.under_way.push((request.seq, true));
        Ok(())
    }

    fn receive(&mut self, _: &Wait<'_>) -> Result<(u64, Answer), Fault> {
        let choice = self.next();
        if self.under_way.is_empty() || choice > 240 {
            return Err(self.fault());
        }
        let place = usize::from(choice) % self.under_way.len();
        let (seq, _) = self.under_way.remove(place);
        let answer = match choice {
            0..=200 => {
                self.right += 1;
                self.answer("3f800000")
            }
            201..=210 => self.answer("00000000"),
            211..=215 => self.answer("zz"),
            216..=220 => Answer::Ok(Vec::new()),
            221..=225 => Answer::Unsupported {
                reason: String::new(),
                issue_url: None,
            },
            226..=230 => Answer::Error {
                message: String::new(),
            },
            _ => return Ok((seq + 1_000_000, self.answer("3f800000"))),
        };
        Ok((seq, answer))
    }

    fn end(&mut self) -> String {
        String::new()
    }
}

/// Many, unless the environment says how many.
fn config() -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(1000),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn each_case_has_one_verdict(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        window in 1_usize..20,
        bulk in any::<bool>(),
        restarts in 0_u32..30,
    ) {
        let count = 60;
        let mut backend = Chaos {
            bytes: bytes.into_iter(),
            window,
            bulk,
            under_way: Vec::new(),
            right: 0,
        };
        let options = Options { restarts, bulk: 25, ..Options::default() };
        let report = judge(read(&alike(count)), &mut backend, &options);
        let total = usize::try_from(report.counts.total()).unwrap();
        prop_assert!(report.restarts <= restarts);
        match report.state {
            State::Finished => prop_assert_eq!(total, count),
            State::GivenUp => prop_assert!(total <= count && report.exit_code() == 6),
            State::Interrupted => prop_assert!(false, "nobody interrupted"),
        }
        prop_assert!(usize::try_from(report.counts.pass).unwrap() <= backend.right);
        let mut asked: Vec<_> = report.findings.iter().map(|finding| &finding.id).collect();
        asked.sort();
        let listed = asked.len();
        asked.dedup();
        prop_assert_eq!(asked.len(), listed, "a case has two findings");
        prop_assert_eq!(report.counts.of(Verdict::NotApplicable), 0);
    }
}
