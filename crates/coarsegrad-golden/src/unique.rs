//! JSON objects and parameters that refuse what serde would let pass: a key that is there twice.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A JSON object of like values, each key once.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct UniqueMap<V>(pub(crate) BTreeMap<String, V>);

impl<V> UniqueMap<V> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<V> Default for UniqueMap<V> {
    fn default() -> Self {
        UniqueMap(BTreeMap::new())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for UniqueMap<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
            type Value = BTreeMap<String, V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut map = BTreeMap::new();
                while let Some((key, value)) = access.next_entry::<String, V>()? {
                    if map.insert(key.clone(), value).is_some() {
                        return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
                    }
                }
                Ok(map)
            }
        }
        deserializer
            .deserialize_map(Entries(PhantomData))
            .map(UniqueMap)
    }
}

impl<V: Serialize> Serialize for UniqueMap<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A parameter of an operation: an integer, a text, a truth value, or a list of them.
///
/// Numbers that are no integers are texts, such as `"1/10"`: JSON numbers would round them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Parameter {
    /// An integer.
    Integer(i64),
    /// A text, such as an exact number.
    Text(String),
    /// A truth value.
    Flag(bool),
    /// A list.
    List(Vec<Parameter>),
}

impl<'de> Deserialize<'de> for Parameter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct One;
        impl<'de> Visitor<'de> for One {
            type Value = Parameter;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer, a text, a truth value or a list of them")
            }
            fn visit_i64<E: Error>(self, value: i64) -> Result<Parameter, E> {
                Ok(Parameter::Integer(value))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Parameter, E> {
                i64::try_from(value)
                    .map(Parameter::Integer)
                    .map_err(|_| E::custom("an integer must be less than 2^63"))
            }
            fn visit_str<E: Error>(self, value: &str) -> Result<Parameter, E> {
                Ok(Parameter::Text(value.to_owned()))
            }
            fn visit_string<E: Error>(self, value: String) -> Result<Parameter, E> {
                Ok(Parameter::Text(value))
            }
            fn visit_bool<E: Error>(self, value: bool) -> Result<Parameter, E> {
                Ok(Parameter::Flag(value))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Parameter, A::Error> {
                let mut list = Vec::new();
                while let Some(value) = access.next_element()? {
                    list.push(value);
                }
                Ok(Parameter::List(list))
            }
        }
        deserializer.deserialize_any(One)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_given_twice_is_refused() {
        let read = serde_json::from_str::<UniqueMap<Parameter>>;
        assert_eq!(read(r#"{"a":1,"b":["1/2",true]}"#).unwrap().0.len(), 2);
        let error = read(r#"{"a":1,"a":1}"#).unwrap_err().to_string();
        assert!(error.starts_with("duplicate key `a`"), "{error}");
        for bad in [
            "{\"a\":1.5}",
            "{\"a\":null}",
            "{\"a\":{}}",
            "{\"a\":9223372036854775808}",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
