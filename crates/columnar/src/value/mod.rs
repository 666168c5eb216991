//! Values of the record as columns, and columns as values again.
//!
//! One small trait, [`Value`]: leaves (`leaf.rs`), `Option` and lists (`list.rs`), structs
//! (`record.rs`). Every type of the record is a combination of these.

mod leaf;
mod list;
mod record;

use arrow::array::ArrayRef;
use arrow::compute::{CastOptions, can_cast_types, cast_with_options};
use arrow::datatypes::{DataType, Field};

use crate::error::Error;
pub(crate) use leaf::{Text, name_of, signed};
pub(crate) use list::{ListReader, Offsets};
pub(crate) use record::{child, record};

/// A value of the record that has a column.
///
/// A column takes nulls whatever its type says: what lies under a null struct is null too.
pub(crate) trait Value: Sized {
    /// Gathers values until they become an array.
    type Builder: Default + Send;
    /// Gives the values of an array.
    type Reader;
    /// Whether a value of this type may be null.
    const NULLABLE: bool = false;

    fn data_type() -> DataType;
    fn append(&self, builder: &mut Self::Builder);
    fn append_null(builder: &mut Self::Builder);
    /// Bytes of text gathered so far.
    fn bytes(builder: &Self::Builder) -> usize;
    /// The gathered values; the builder is empty again.
    fn finish(builder: &mut Self::Builder) -> Result<ArrayRef, Error>;
    fn reader(array: &ArrayRef) -> Result<Self::Reader, Error>;
    /// The value of a row; `None` where the column is null and the type has no word for it.
    fn get(reader: &Self::Reader, row: usize) -> Result<Option<Self>, Error>;
}

/// The field of a struct, or the column of a table, that holds values of type `T`.
pub(crate) fn field<T: Value>(name: &str) -> Field {
    Field::new(name, T::data_type(), T::NULLABLE)
}

/// The array as one of `wanted`, which another program may have written in a type of its own
/// (large or viewed text, narrower integers).
pub(crate) fn cast(array: &ArrayRef, wanted: &DataType) -> Result<ArrayRef, Error> {
    if array.data_type() == wanted {
        return Ok(array.clone());
    }
    if !can_cast_types(array.data_type(), wanted) {
        let found = array.data_type();
        return Err(Error::column(format!("holds {found}, not {wanted}")));
    }
    let strict = CastOptions {
        safe: false,
        ..CastOptions::default()
    };
    cast_with_options(array, wanted, &strict)
        .map_err(|error| Error::column(format!("does not read as {wanted}: {error}")))
}

/// The array, as `cast` gave it, in its own type.
pub(crate) fn typed<A: Clone + 'static>(array: &ArrayRef) -> Result<A, Error> {
    array
        .as_any()
        .downcast_ref::<A>()
        .cloned()
        .ok_or_else(|| Error::column(format!("holds {}", array.data_type())))
}
