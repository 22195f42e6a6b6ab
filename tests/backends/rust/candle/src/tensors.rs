//! Numbers into tensors and back.

use candle_core::{DType, Device, Error, Result, Tensor, Var};
use coarsegrad_golden::judge::Refusal;
use coarsegrad_model::pointwise::Dtype;

/// A tensor of numbers of the format.
pub(crate) fn tensor(values: Vec<f64>, shape: &[usize], dtype: Dtype) -> Result<Tensor> {
    let dtype = match dtype {
        Dtype::F64 => DType::F64,
        Dtype::F32 => DType::F32,
        Dtype::Bf16 => DType::BF16,
        Dtype::F16 => DType::F16,
    };
    Tensor::from_vec(values, shape, &Device::Cpu)?.to_dtype(dtype)
}

/// The entries of a tensor.
pub(crate) fn values(tensor: &Tensor) -> Result<Vec<f64>> {
    tensor.to_dtype(DType::F64)?.flatten_all()?.to_vec1()
}

/// The gradient of a leaf, given that of `y`; zero where none arrives.
pub(crate) fn gradient(y: &Tensor, dy: &Tensor, leaf: &Var) -> Result<Vec<f64>> {
    let gradients = (y * dy)?.backward()?;
    match gradients.get(leaf) {
        Some(gradient) => values(gradient),
        None => Ok(vec![0.0; leaf.elem_count()]),
    }
}

pub(crate) fn refuse(error: Error) -> Refusal {
    Refusal::Failed(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_a_short_format_is_carried_as_it_is() {
        ste_support::check::short_formats_are_carried(|all, dtype| {
            let shape = [all.len()];
            values(&tensor(all, &shape, dtype)?)
        });
    }
}
