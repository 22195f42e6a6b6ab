//! One kernel, compiled for several widths of vectors and chosen when the program runs.
//!
//! This is the only module with unsafe code: calling a function compiled for instructions that the
//! machine may lack is unsafe unless their presence has been checked, and here it has.

use std::fmt;
use std::str::FromStr;

use crate::kernel::{Block, Scratch, full, projected, states};
use crate::problem::{Problem, StateTable};

/// The instructions that the kernels use. All give the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Simd {
    /// What every machine of the architecture has.
    Portable,
    /// AVX2 with fused multiply-add: four numbers in double precision at once.
    Avx2,
    /// AVX-512 (F, DQ, VL, BW): eight.
    Avx512,
}

impl Simd {
    /// The widest that this machine has.
    #[must_use]
    pub fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("fma")
            {
                return Simd::Avx512;
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                return Simd::Avx2;
            }
        }
        Simd::Portable
    }

    /// This, or the widest that the machine has where that is less.
    #[must_use]
    pub fn available(self) -> Self {
        self.min(Simd::detect())
    }
}

impl fmt::Display for Simd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Simd::Portable => "portable",
            Simd::Avx2 => "avx2",
            Simd::Avx512 => "avx512",
        })
    }
}

impl FromStr for Simd {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Simd::Portable, Simd::Avx2, Simd::Avx512]
            .into_iter()
            .find(|simd| simd.to_string() == text)
            .ok_or_else(|| format!("\"{text}\" is none of portable, avx2, avx512"))
    }
}

/// Compiles a kernel for each width.
macro_rules! compile {
    ($name:ident = $kernel:ident::<$float:ty>($problem:ident, $($argument:ident: $type:ty),*)) => {
        #[expect(unsafe_code, reason = "the instructions have been checked")]
        pub(crate) fn $name(simd: Simd, $problem: &Problem<$float>, $($argument: $type),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma")]
            fn avx512<const SCORE: bool>($problem: &Problem<$float>, $($argument: $type),*) {
                $kernel::<$float, SCORE>($problem, $($argument),*);
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn avx2<const SCORE: bool>($problem: &Problem<$float>, $($argument: $type),*) {
                $kernel::<$float, SCORE>($problem, $($argument),*);
            }
            match (simd.available(), $problem.score) {
                // SAFETY: `available` answers only what the machine has.
                #[cfg(target_arch = "x86_64")]
                (Simd::Avx512, true) => unsafe { avx512::<true>($problem, $($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                (Simd::Avx512, false) => unsafe { avx512::<false>($problem, $($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                (Simd::Avx2, true) => unsafe { avx2::<true>($problem, $($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                (Simd::Avx2, false) => unsafe { avx2::<false>($problem, $($argument),*) },
                (_, true) => $kernel::<$float, true>($problem, $($argument),*),
                (_, false) => $kernel::<$float, false>($problem, $($argument),*),
            }
        }
    };
}

compile!(full_f64 = full::<f64>(problem, block: Block, scratch: &mut Scratch<f64>));
compile!(full_f32 = full::<f32>(problem, block: Block, scratch: &mut Scratch<f32>));
compile!(projected_f64 = projected::<f64>(problem, block: Block, scratch: &mut Scratch<f64>));
compile!(projected_f32 = projected::<f32>(problem, block: Block, scratch: &mut Scratch<f32>));
compile!(states_f64 = states::<f64>(problem, table: &StateTable<f64>, block: Block, scratch: &mut Scratch<f64>));
compile!(states_f32 = states::<f32>(problem, table: &StateTable<f32>, block: Block, scratch: &mut Scratch<f32>));
