//! The method of a run, as Python says it.

use coarsegrad::train::{Blend, Method, Projection, Rule, Schedule, TrainError};
use pyo3::prelude::*;

use crate::arguments::number;
use crate::errors::Failure;

/// The method of a run, as Python says it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct AskedMethod {
    lr: String,
    schedule: String,
    /// `plain`, `momentum`, `nesterov` or `adam`.
    rule: String,
    /// The numbers of the rule.
    parameters: Vec<String>,
    normalise: bool,
    /// The share of the quantised weight and the projection.
    blend: Option<(String, String)>,
}

impl AskedMethod {
    pub(crate) fn method(&self) -> Result<Method, Failure> {
        let wrong = |error: TrainError| Failure::named(&error);
        let schedule: Schedule = self
            .schedule
            .parse()
            .map_err(|error: TrainError| Failure::at("schedule", &error))?;
        let mut method = Method::new(number("lr", &self.lr)?)
            .map_err(wrong)?
            .with_schedule(schedule)
            .map_err(|error| Failure::at("schedule", &error))?
            .with_rule(self.rule()?)
            .map_err(|error| Failure::at(&self.rule, &error))?;
        if self.normalise {
            method = method.with_normalisation().map_err(wrong)?;
        }
        if let Some((rho, projection)) = &self.blend {
            let projection: Projection = projection
                .parse()
                .map_err(|error: TrainError| Failure::at("project", &error))?;
            let blend = Blend::new(number("blend", rho)?, projection)
                .map_err(|error| Failure::at("blend", &error))?;
            method = method.with_blend(blend).map_err(wrong)?;
        }
        Ok(method)
    }

    fn rule(&self) -> Result<Rule, Failure> {
        let name = self.rule.as_str();
        let numbers = self
            .parameters
            .iter()
            .map(|text| number(name, text))
            .collect::<Result<Vec<_>, _>>()?;
        let wrong = |condition: &str| Err(Failure::at(name, &condition));
        match (name, numbers.as_slice()) {
            ("plain", []) => Ok(Rule::Plain),
            ("momentum", [momentum]) => Ok(Rule::HeavyBall {
                momentum: momentum.clone(),
            }),
            ("nesterov", [momentum]) => Ok(Rule::Nesterov {
                momentum: momentum.clone(),
            }),
            ("adam", []) => Ok(Rule::adam()),
            ("adam", [first, second, epsilon]) => Ok(Rule::Adam {
                first: first.clone(),
                second: second.clone(),
                epsilon: epsilon.clone(),
            }),
            ("adam", _) => wrong("takes the numbers beta 1, beta 2 and epsilon"),
            _ => wrong("is no rule with these numbers"),
        }
    }
}
