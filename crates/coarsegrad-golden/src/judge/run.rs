//! The run: which request is made when, and what becomes of it.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;

use coarsegrad_model::pointwise::{Dtype, Extended};

use super::backend::{Backend, Fault, Wait};
use super::bulk::{BatchKey, Exchange, batched, read_result};
use super::declared::misdeclared;
use super::options::Options;
use super::tally::{Tally, Watched};
use super::unknown::Unknown;
use super::verdict::Verdict;
use crate::case::{Case, CaseError, Parameter};
use crate::wire::{Answer, BulkRequest, Greeting, InputBits, OutputBits, Request, decode_hex};

/// A case in a format.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub(super) case: Rc<Case>,
    pub(super) dtype: Dtype,
    /// The patterns of the inputs, in the order of their names.
    pub(super) inputs: Vec<Vec<u64>>,
    seq: u64,
}

/// How the run ended.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    pub(crate) greeting: Greeting,
    /// The run was ended from outside.
    pub(crate) interrupted: bool,
    /// Why the run was given up.
    pub(crate) given_up: Option<String>,
    /// The first violation of the protocol.
    pub(crate) violation: Option<String>,
    /// What was wrong with the cases.
    pub(crate) bad_cases: Option<String>,
    /// Whether that is a stale record.
    pub(crate) stale: bool,
    /// Whether the cases were read to their end.
    pub(crate) whole: bool,
    /// What the backend says it has and no case asks for.
    pub(crate) warnings: Vec<String>,
    pub(crate) restarts: u32,
    pub(crate) stderr: String,
}

struct Run<'a> {
    backend: &'a mut dyn Backend,
    options: &'a Options,
    tally: Tally,
    ended: Ended,
    under_way: VecDeque<Task>,
    batches: BTreeMap<BatchKey, Vec<Task>>,
    /// The batch of the case before.
    last: Option<BatchKey>,
    /// The cases in all batches.
    waiting: usize,
    exchange: Option<Exchange>,
    seq: u64,
    window: usize,
}

/// The cases in all batches together, as a multiple of those of a batch.
const BATCHES: usize = 8;

/// Fewer cases than these are asked by lines.
const FEW: usize = 8;

/// The entries in a batch, at most.
const BATCH_ENTRIES: usize = 1 << 22;

/// Asks all cases.
pub(super) fn run(
    cases: impl Iterator<Item = Result<Case, CaseError>>,
    backend: &mut dyn Backend,
    options: &Options,
) -> (Tally, Ended) {
    let mut run = Run {
        window: backend.window().max(1),
        backend,
        options,
        tally: Tally::new(options.findings, options.all, watched(options)),
        ended: Ended::default(),
        under_way: VecDeque::new(),
        batches: BTreeMap::new(),
        last: None,
        waiting: 0,
        exchange: None,
        seq: 0,
    };
    run.greet();
    if run.goes_on() {
        run.ask_all(cases);
    }
    run.ended.stderr = run.backend.end();
    (run.tally, run.ended)
}

fn watched(options: &Options) -> HashMap<String, BTreeMap<Dtype, Watched>> {
    let known = options.known.places();
    let earlier = options
        .baseline
        .iter()
        .flat_map(|baseline| baseline.places());
    let mut watched: HashMap<String, BTreeMap<Dtype, Watched>> = HashMap::new();
    for (id, dtype) in known.chain(earlier) {
        watched
            .entry(id.to_owned())
            .or_default()
            .insert(dtype, Watched::default());
    }
    watched
}

impl Run<'_> {
    fn wait(&self, limit: Duration) -> Wait<'_> {
        Wait {
            limit,
            stop: &self.options.stop,
        }
    }

    fn goes_on(&self) -> bool {
        self.ended.given_up.is_none() && !self.ended.interrupted
    }

    fn stopped(&mut self) -> bool {
        self.ended.interrupted |= self.wait(Duration::ZERO).stopped();
        !self.goes_on()
    }

    /// Starts the backend. A failure is the end of the run.
    fn greet(&mut self) {
        let wait = Wait {
            limit: self.options.startup,
            stop: &self.options.stop,
        };
        match self.backend.start(&wait) {
            Ok(greeting) => {
                if let Some(why) = misdeclared(&greeting) {
                    self.ended.violation.get_or_insert_with(|| why.clone());
                    self.ended.given_up = Some(why);
                }
                self.ended.greeting = greeting;
            }
            Err(Fault::Interrupted) => self.ended.interrupted = true,
            Err(fault) => {
                let why = format!("the backend did not greet: {fault}");
                if fault.is_violation() {
                    self.ended.violation.get_or_insert_with(|| why.clone());
                }
                self.ended.given_up = Some(why);
            }
        }
    }

    fn restart(&mut self, fault: &Fault) {
        if !self.goes_on() {
            return;
        }
        if fault.is_violation() {
            self.ended
                .violation
                .get_or_insert_with(|| fault.to_string());
        }
        if *fault == Fault::Interrupted {
            self.ended.interrupted = true;
        } else if self.ended.restarts == self.options.restarts {
            let count = self.ended.restarts;
            self.ended.given_up = Some(format!("given up after {count} restarts: {fault}"));
        } else {
            self.ended.restarts += 1;
            self.greet();
        }
    }

    fn ask_all(&mut self, cases: impl Iterator<Item = Result<Case, CaseError>>) {
        self.ended.whole = true;
        let mut unknown = Unknown::of(&self.ended.greeting);
        for case in cases {
            if self.stopped() {
                self.ended.whole = false;
                return;
            }
            match case {
                Ok(case) => {
                    unknown.case(&case);
                    self.ask_case(case);
                }
                Err(error) => {
                    self.ended.whole = false;
                    self.ended.stale = error.is_stale();
                    self.ended.bad_cases = Some(error.to_string());
                    break;
                }
            }
        }
        // Whoever gives the cases may give none any more because the run is to end.
        if self.stopped() {
            self.ended.whole = false;
            return;
        }
        if self.ended.whole {
            self.ended.warnings = unknown.warnings();
        }
        while let Some((key, tasks)) = self.batches.pop_first() {
            self.ask_batch(&key, tasks);
        }
        while !self.under_way.is_empty() {
            self.answer();
        }
    }

    fn ask_case(&mut self, case: Case) {
        self.tally.exists(&case.id);
        let families = &self.options.families;
        if !families.is_empty() && !families.iter().any(|family| case.id.starts_with(family)) {
            return;
        }
        if !case.is_active() {
            self.tally.withdrawn(&case);
            return;
        }
        let case = Rc::new(case);
        let has = &self.ended.greeting.dtypes;
        let dtypes = match self.options.dtypes.is_empty() {
            true => has.clone(),
            false => self.options.dtypes.clone(),
        };
        for dtype in dtypes {
            if !case.dtypes.is_empty() && !case.dtypes.contains(&dtype) {
                continue;
            }
            let has_op = self.ended.greeting.ops.contains_key(&case.op);
            if !self.ended.greeting.dtypes.contains(&dtype) {
                let why = format!("the backend does not name the format {dtype}");
                self.tally.settle(&case, dtype, Verdict::Unsupported, &why);
            } else if !has_op {
                let why = format!("the backend does not name the operation {}", case.op);
                self.tally.settle(&case, dtype, Verdict::Unsupported, &why);
            } else {
                match inputs(&case, dtype) {
                    Ok(inputs) => self.ask(Task {
                        case: Rc::clone(&case),
                        dtype,
                        inputs,
                        seq: 0,
                    }),
                    Err(why) => self
                        .tally
                        .settle(&case, dtype, Verdict::NotApplicable, &why),
                }
            }
        }
    }

    fn ask(&mut self, task: Task) {
        let declared = self.ended.greeting.ops.get(&task.case.op);
        let in_bulk = self.options.bulk > 0
            && task.case.draws().is_none()
            && declared.is_some_and(|declared| declared.bulk.contains(&task.case.output));
        if in_bulk {
            self.put_in_batch(task);
        } else {
            self.ask_by_line(task);
        }
    }

    fn ask_by_line(&mut self, task: Task) {
        if self.under_way.len() >= self.window {
            // Half of them at a time, so that requests and answers travel in groups.
            while self.under_way.len() > self.window / 2 && self.goes_on() {
                self.answer();
            }
        }
        self.send(task);
    }

    fn send(&mut self, mut task: Task) {
        if !self.goes_on() {
            self.leave(&task);
            return;
        }
        self.seq += 1;
        task.seq = self.seq;
        let names = task.case.inputs.iter();
        let inputs = names
            .zip(&task.inputs)
            .map(|((name, tensor), bits)| {
                let input = InputBits {
                    shape: &tensor.shape,
                    dtype: task.dtype,
                    bits: bits.clone(),
                };
                (name.as_str(), input)
            })
            .collect();
        let request = Request {
            seq: task.seq,
            id: &task.case.id,
            op: &task.case.op,
            output: &task.case.output,
            dtype: task.dtype,
            params: &task.case.params,
            inputs,
            draws: task.case.draws(),
        };
        let sent = self.backend.send(&request);
        self.under_way.push_back(task);
        if let Err(fault) = sent {
            self.recover(&fault);
        }
    }

    /// Takes an answer.
    fn answer(&mut self) {
        if !self.goes_on() {
            for task in std::mem::take(&mut self.under_way) {
                self.leave(&task);
            }
            return;
        }
        match self.receive() {
            Ok((task, answer)) => self.judge(&task, answer),
            Err(fault) => self.recover(&fault),
        }
    }

    fn receive(&mut self) -> Result<(Task, Answer), Fault> {
        let wait = Wait {
            limit: self.options.timeout,
            stop: &self.options.stop,
        };
        let (seq, answer) = self.backend.receive(&wait)?;
        let place = self.under_way.iter().position(|task| task.seq == seq);
        match place.and_then(|place| self.under_way.remove(place)) {
            Some(task) => Ok((task, answer)),
            None => Err(Fault::Sequence { seq }),
        }
    }

    /// After a fault: the requests under way are made again one by one.
    fn recover(&mut self, fault: &Fault) {
        let tasks = std::mem::take(&mut self.under_way);
        let alone = tasks.len() == 1;
        if alone {
            for task in &tasks {
                self.blame(task, fault);
            }
        }
        self.restart(fault);
        if alone {
            return;
        }
        let mut innocent = true;
        for task in tasks {
            self.send(task);
            while let Some(task) = self.under_way.front().cloned() {
                match self.receive() {
                    Ok((task, answer)) => self.judge(&task, answer),
                    Err(fault) => {
                        innocent = false;
                        self.under_way.clear();
                        self.blame(&task, &fault);
                        self.restart(&fault);
                    }
                }
            }
        }
        if innocent {
            // It cannot have many requests under way.
            self.window = 1;
        }
    }

    fn blame(&mut self, task: &Task, fault: &Fault) {
        let verdict = match fault {
            Fault::Interrupted => return,
            Fault::Silent { .. } => Verdict::Timeout,
            _ => Verdict::Error,
        };
        let why = fault.to_string();
        self.tally.settle(&task.case, task.dtype, verdict, &why);
    }

    /// The run was given up before this task was answered.
    fn leave(&mut self, task: &Task) {
        if let Some(why) = &self.ended.given_up {
            let why = why.clone();
            self.tally
                .settle(&task.case, task.dtype, Verdict::Error, &why);
        }
    }

    fn judge(&mut self, task: &Task, answer: Answer) {
        let (verdict, why) = match answer {
            Answer::Ok(outputs) => match patterns(task, outputs) {
                Ok(got) => return self.tally.answered(&task.case, task.dtype, &got),
                Err(why) => {
                    self.ended.violation.get_or_insert_with(|| why.clone());
                    (Verdict::Error, why)
                }
            },
            Answer::Unsupported { reason, issue_url } => {
                let issue = issue_url.map(|url| format!(" ({url})")).unwrap_or_default();
                (Verdict::Unsupported, reason + &issue)
            }
            Answer::Error { message } => (Verdict::Error, format!("the backend failed: {message}")),
        };
        self.tally.settle(&task.case, task.dtype, verdict, &why);
    }

    fn put_in_batch(&mut self, task: Task) {
        let key = match self.last.take() {
            Some(key) if key.fits(&task) => key,
            _ => BatchKey::of(&task),
        };
        if !self.batches.contains_key(&key) {
            self.batches.insert(key.clone(), Vec::new());
        }
        let entries: usize = task.inputs.iter().map(Vec::len).sum();
        let mut full = false;
        if let Some(batch) = self.batches.get_mut(&key) {
            batch.push(task);
            full = batch.len() >= self.options.bulk
                || batch.len().saturating_mul(entries) >= BATCH_ENTRIES;
        }
        self.waiting += 1;
        let next = if full {
            Some(key.clone())
        } else if self.waiting >= self.options.bulk.saturating_mul(BATCHES) {
            let largest = self.batches.iter().max_by_key(|(_, tasks)| tasks.len());
            largest.map(|(key, _)| key.clone())
        } else {
            None
        };
        self.last = Some(key);
        if let Some((key, tasks)) = next.and_then(|key| self.batches.remove_entry(&key)) {
            self.ask_batch(&key, tasks);
        }
    }

    /// Asks a batch in bulk, and where that does not succeed by lines.
    fn ask_batch(&mut self, key: &BatchKey, tasks: Vec<Task>) {
        while !self.under_way.is_empty() && self.goes_on() {
            self.answer();
        }
        self.waiting = self.waiting.saturating_sub(tasks.len());
        let result = match tasks.len() {
            0..FEW => Err(None),
            _ => self.bulk(key, &tasks),
        };
        match result {
            Ok(got) => {
                let share = key.result.iter().product::<usize>().max(1);
                for (task, bits) in tasks.iter().zip(got.chunks(share)) {
                    self.tally.answered(&task.case, task.dtype, bits);
                }
            }
            Err(fault) => {
                if let Some(fault) = fault {
                    self.restart(&fault);
                }
                for task in tasks {
                    self.ask_by_line(task);
                }
            }
        }
    }

    /// The results of a batch; `None` where the backend goes on without.
    fn bulk(&mut self, key: &BatchKey, tasks: &[Task]) -> Result<Vec<u64>, Option<Fault>> {
        if self.stopped() {
            return Err(None);
        }
        if self.exchange.is_none() {
            self.exchange = Exchange::new().ok();
        }
        let exchange = self.exchange.as_mut().ok_or(None)?;
        let files = exchange.write(key, tasks).map_err(|_| None)?;
        let (Some(file), Some(result)) = (files.inputs.to_str(), files.result.to_str()) else {
            return Err(None);
        };
        self.seq += 1;
        let layout = key.shapes.iter();
        let request = BulkRequest {
            seq: self.seq,
            op: &key.op,
            output: &key.output,
            dtype: key.dtype,
            params: &key.params,
            count: tasks.len(),
            file,
            result,
            layout: layout
                .map(|(name, shape)| (name.as_str(), batched(tasks.len(), shape)))
                .collect(),
        };
        self.backend.send_bulk(&request).map_err(Some)?;
        let wait = Wait {
            limit: self.options.bulk_timeout,
            stop: &self.options.stop,
        };
        let (seq, answer) = self.backend.receive(&wait).map_err(Some)?;
        if seq != self.seq {
            return Err(Some(Fault::Sequence { seq }));
        }
        match answer {
            Answer::Ok(_) => read_result(&files.result, key, tasks.len()).map_err(|_| None),
            Answer::Unsupported { .. } | Answer::Error { .. } => Err(None),
        }
    }
}

/// The patterns of the inputs, or why there are none.
fn inputs(case: &Case, dtype: Dtype) -> Result<Vec<Vec<u64>>, String> {
    for (name, parameter) in &case.params {
        representable(parameter, dtype)
            .map_err(|text| format!("the parameter {name} = {text} is no number of {dtype}"))?;
    }
    let mut all = Vec::with_capacity(case.inputs.len());
    for (name, tensor) in &case.inputs {
        let mut bits = Vec::with_capacity(tensor.values.len());
        for value in &tensor.values {
            let pattern = dtype.encode(value);
            bits.push(pattern.ok_or_else(|| {
                let text = crate::report::brief(&value.to_string());
                format!("the input {name} = {text} is no number of {dtype}")
            })?);
        }
        all.push(bits);
    }
    Ok(all)
}

/// Whether texts that spell numbers are numbers of the format.
fn representable(parameter: &Parameter, dtype: Dtype) -> Result<(), String> {
    match parameter {
        Parameter::Text(text) => match text.parse::<Extended>() {
            Ok(value) if dtype.encode(&value).is_none() => Err(crate::report::brief(text)),
            _ => Ok(()),
        },
        Parameter::List(list) => list.iter().try_for_each(|one| representable(one, dtype)),
        Parameter::Integer(_) | Parameter::Flag(_) => Ok(()),
    }
}

/// The patterns of the output asked for, or what is wrong with the answer.
fn patterns(task: &Task, outputs: Vec<(String, OutputBits)>) -> Result<Vec<u64>, String> {
    let name = &task.case.output;
    let output = outputs.into_iter().find(|(found, _)| found == name);
    let Some((_, output)) = output else {
        return Err(format!("outputs: \"{name}\" is not there"));
    };
    if output
        .dtype
        .as_deref()
        .is_some_and(|dtype| dtype != task.dtype.name())
    {
        let found = crate::report::brief(&output.dtype.unwrap_or_default());
        return Err(format!(
            "dtype: must be \"{}\", found \"{found}\"",
            task.dtype
        ));
    }
    let shape = task.case.output_shape();
    if output.shape.as_ref().is_some_and(|found| *found != shape) {
        let found = crate::report::brief(&format!("{:?}", output.shape.unwrap_or_default()));
        return Err(format!("shape: must be {shape:?}, found {found}"));
    }
    let count = shape.iter().product();
    decode_hex(task.dtype, count, &output.hex).map_err(|error| error.to_string())
}
