//! Columns of text, numbers and truth values.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, BooleanArray, BooleanBuilder, Float64Array, Float64Builder, Int64Array,
    Int64Builder, StringArray, StringBuilder,
};
use arrow::datatypes::DataType;
use jobgist::{
    EducationLevel, EmploymentType, EvidenceSource, Expr, Format, LocationsMode, PageKind,
    PayPeriod, Priority, PriorityBasis, RequirementKind, SectionKind, Seniority, Stated,
    WorkPattern, Workplace, YesNo,
};
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error as NameError, StrDeserializer};
use serde::{Deserialize, Serialize};

use super::{Value, cast, typed};
use crate::error::Error;

/// Bytes of text that one array can address.
const MOST_BYTES: usize = i32::MAX as usize;

/// Gathers text.
#[derive(Default)]
pub(crate) struct Text {
    builder: StringBuilder,
    /// More came than an array can address; it is left out, and [`Text::finish`] says so.
    overflown: bool,
}

impl Text {
    pub(crate) fn push(&mut self, text: &str) {
        if text.len() > MOST_BYTES - self.bytes() {
            self.overflown = true;
            self.builder.append_null();
        } else {
            self.builder.append_value(text);
        }
    }

    pub(crate) fn push_option(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.push(text),
            None => self.builder.append_null(),
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.builder.values_slice().len()
    }

    pub(crate) fn finish(&mut self) -> Result<ArrayRef, Error> {
        let array = self.builder.finish();
        if std::mem::take(&mut self.overflown) {
            return Err(Error::TooLarge);
        }
        Ok(Arc::new(array))
    }
}

/// A value that stands in its column as text.
pub(crate) trait AsText: Sized {
    fn to_text(&self) -> Cow<'_, str>;
    fn from_text(text: &str) -> Result<Self, String>;
}

impl<T: AsText> Value for T {
    type Builder = Text;
    type Reader = StringArray;

    fn data_type() -> DataType {
        DataType::Utf8
    }

    fn append(&self, builder: &mut Text) {
        builder.push(&self.to_text());
    }

    fn append_null(builder: &mut Text) {
        builder.push_option(None);
    }

    fn bytes(builder: &Text) -> usize {
        builder.bytes()
    }

    fn finish(builder: &mut Text) -> Result<ArrayRef, Error> {
        builder.finish()
    }

    fn reader(array: &ArrayRef) -> Result<StringArray, Error> {
        typed(&cast(array, &DataType::Utf8)?)
    }

    fn get(reader: &StringArray, row: usize) -> Result<Option<Self>, Error> {
        if reader.is_null(row) {
            return Ok(None);
        }
        let text = reader.value(row);
        let unread = |reason| Error::column(format!("holds {text:?}: {reason}"));
        T::from_text(text).map(Some).map_err(unread)
    }
}

impl AsText for String {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

/// Values whose column holds their JSON: trees and values of any type, which have no columns.
macro_rules! as_json {
    ($($value:ty),+) => {$(
        impl AsText for $value {
            fn to_text(&self) -> Cow<'_, str> {
                // Its maps have text as keys and its numbers are finite: nothing can fail.
                Cow::Owned(serde_json::to_string(self).unwrap_or_default())
            }

            fn from_text(text: &str) -> Result<Self, String> {
                serde_json::from_str(text).map_err(|error| error.to_string())
            }
        }
    )+};
}

as_json!(Expr, serde_json::Value);

/// Enumerations, whose column holds the names that the JSON record has.
macro_rules! as_name {
    ($($value:ty),+ $(,)?) => {$(
        impl AsText for $value {
            fn to_text(&self) -> Cow<'_, str> {
                Cow::Owned(name_of(self))
            }

            fn from_text(text: &str) -> Result<Self, String> {
                let name: StrDeserializer<'_, NameError> = text.into_deserializer();
                Self::deserialize(name).map_err(|error| error.to_string())
            }
        }
    )+};
}

as_name!(
    EducationLevel,
    EmploymentType,
    EvidenceSource,
    Format,
    LocationsMode,
    PageKind,
    PayPeriod,
    Priority,
    PriorityBasis,
    RequirementKind,
    SectionKind,
    Seniority,
    Stated,
    WorkPattern,
    Workplace,
    YesNo,
);

/// The name of an enumeration's value, as in the JSON record.
pub(crate) fn name_of<T: Serialize>(value: &T) -> String {
    struct Name<'a, T>(&'a T);

    impl<T: Serialize> fmt::Display for Name<'_, T> {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(formatter)
        }
    }

    Name(value).to_string()
}

/// Columns of one of Arrow's fixed-width types.
macro_rules! fixed {
    ($($value:ty: $type:ident, $builder:ident, $array:ident, $bytes:literal, $from:expr, $to:expr;)+) => {$(
        impl Value for $value {
            type Builder = $builder;
            type Reader = $array;

            fn data_type() -> DataType {
                DataType::$type
            }

            fn append(&self, builder: &mut $builder) {
                builder.append_value($from(*self));
            }

            fn append_null(builder: &mut $builder) {
                builder.append_null();
            }

            fn bytes(builder: &$builder) -> usize {
                $bytes * arrow::array::ArrayBuilder::len(builder)
            }

            fn finish(builder: &mut $builder) -> Result<ArrayRef, Error> {
                Ok(Arc::new(builder.finish()))
            }

            fn reader(array: &ArrayRef) -> Result<$array, Error> {
                typed(&cast(array, &DataType::$type)?)
            }

            fn get(reader: &$array, row: usize) -> Result<Option<Self>, Error> {
                if reader.is_null(row) {
                    return Ok(None);
                }
                $to(reader.value(row)).map(Some)
            }
        }
    )+};
}

// Spark and many others have no unsigned integers.
fixed! {
    bool: Boolean, BooleanBuilder, BooleanArray, 1, |value| value, Ok;
    f64: Float64, Float64Builder, Float64Array, 8, |value| value, Ok;
    u64: Int64, Int64Builder, Int64Array, 8, signed, unsigned;
    usize: Int64, Int64Builder, Int64Array, 8, signed, unsigned;
}

/// A count as a signed number. No input is so large that it would be cut off.
pub(crate) fn signed<T: TryInto<i64>>(value: T) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}

fn unsigned<T: TryFrom<i64>>(value: i64) -> Result<T, Error> {
    T::try_from(value).map_err(|_| Error::column(format!("holds {value}, which is no count")))
}
