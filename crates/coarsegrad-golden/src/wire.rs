//! The protocol `coarsegrad/wire`, version 1: JSON lines on standard input and output.
//!
//! The judge writes requests, one a line; the backend answers each with one line. Standard error is free. Unknown keys
//! are passed over, so that a later minor change breaks nobody.
//!
//! ```text
//! -> {"type":"hello","wire":{"min":1,"max":1},"judge":"0.1.0"}
//! <- {"type":"hello","wire":{"min":1,"max":1},"backend":{"name":"demo","version":"3","device":"cpu"},
//!     "dtypes":["f64","f32"],"ops":{"clip":{"convention":{"bound":"closed","nan":"zero"},"bulk":["y","dx"]}}}
//! -> {"type":"run","seq":1,"id":"clip.dx/unit-1","op":"clip","output":"dx","dtype":"f32","params":{"lower":"-1","upper":"1"},
//!     "inputs":{"x":{"shape":[],"hex":"3f800000"},"dy":{"shape":[],"hex":"3f800000"}}}
//! <- {"type":"ok","seq":1,"outputs":{"dx":{"dtype":"f32","shape":[],"hex":"3f800000"}}}
//! <- {"type":"unsupported","seq":1,"reason":"no such layer","issue_url":"https://..."}
//! <- {"type":"error","seq":1,"message":"..."}
//! -> {"type":"run_bulk","seq":2,"op":"clip","output":"dx","dtype":"f32","params":{...},"count":16384,
//!     "file":"/tmp/.../1.safetensors","result":"/tmp/.../1.out.safetensors","layout":{"x":[16384],"dy":[16384]}}
//! <- {"type":"ok","seq":2}
//! -> {"type":"bye"}
//! ```
//!
//! **Hexadecimal.** The patterns of a tensor's entries in row-major order, each with the most significant digit first
//! and with all of its digits (16 for f64, 8 for f32, 4 for bf16 and f16), one after the other. Signed zeros and NaN
//! payloads travel as they are. In an answer `dtype` and `shape` may be left out where they are those asked for.
//!
//! **Versions.** Each side says the least and the greatest version that it speaks; the greatest common one is spoken.
//!
//! **Bulk.** Dimension 0 of each tensor in `file` counts independent cases. The backend writes the output, under the
//! name of `output` and with dimension 0 likewise, to `result`, a file that does not exist yet. A backend says with
//! `bulk` for which outputs of an operation it can do that.
//!
//! **Implementations in Rust** need none of this: an `SteBackend` becomes a program with `serve`, with the feature `judge`.

mod answer;
mod declare;
mod error;
mod greeting;
mod hex;
mod request;
#[cfg(feature = "judge")]
mod serve;

pub use answer::{Answer, OutputBits, parse_answer};
pub use error::WireError;
#[cfg(feature = "judge")]
pub(crate) use error::cut;
pub use greeting::{Declared, Greeting, MAX_TEXT, parse_greeting};
pub use hex::{decode_hex, encode_hex};
pub use request::{BulkRequest, Hello, InputBits, Request};
#[cfg(feature = "judge")]
pub use serve::{MAX_REQUEST, ServeError, serve};

/// The least version that the judge speaks.
pub const MIN_VERSION: u32 = 1;

/// The greatest version that the judge speaks.
pub const MAX_VERSION: u32 = 1;

/// The greatest number of bytes of a line of the backend, without the line feed.
pub const MAX_LINE: usize = 4 << 20;
