//! Columns of structs.

use arrow::array::{Array as _, ArrayRef, StructArray, new_null_array};

use super::Value;
use crate::error::Error;

/// Makes a struct of the record a column: a line a field, in the struct's order.
///
/// The struct is taken apart and put together here, so that a field that is missing does not
/// compile.
macro_rules! record {
    ($record:ident { $($field:ident: $value:ty,)+ }) => {
        const _: () = {
            use arrow::array::{Array as _, ArrayRef, StructArray};
            use arrow::buffer::NullBuffer;
            use arrow::datatypes::{DataType, Fields};
            use $crate::error::Error;
            use $crate::value::{Value, child, field, typed};

            #[derive(Default)]
            pub(crate) struct Builder {
                $($field: <$value as Value>::Builder,)+
                valid: Vec<bool>,
            }

            pub(crate) struct Reader {
                $($field: <$value as Value>::Reader,)+
                records: StructArray,
            }

            impl Value for $record {
                type Builder = Builder;
                type Reader = Reader;

                fn data_type() -> DataType {
                    DataType::Struct(Fields::from(vec![
                        $(field::<$value>(stringify!($field)),)+
                    ]))
                }

                fn append(&self, builder: &mut Builder) {
                    let Self { $($field),+ } = self;
                    $(<$value as Value>::append($field, &mut builder.$field);)+
                    builder.valid.push(true);
                }

                fn append_null(builder: &mut Builder) {
                    $(<$value as Value>::append_null(&mut builder.$field);)+
                    builder.valid.push(false);
                }

                fn bytes(builder: &Builder) -> usize {
                    builder.valid.len() $(+ <$value as Value>::bytes(&builder.$field))+
                }

                fn finish(builder: &mut Builder) -> Result<ArrayRef, Error> {
                    let mut builder = std::mem::take(builder);
                    let DataType::Struct(fields) = Self::data_type() else {
                        return Err(Error::column("is no struct"));
                    };
                    let columns = vec![$(<$value as Value>::finish(&mut builder.$field)?,)+];
                    let nulls = Some(NullBuffer::from(builder.valid))
                        .filter(|nulls| nulls.null_count() > 0);
                    Ok(std::sync::Arc::new(StructArray::try_new(fields, columns, nulls)?))
                }

                fn reader(array: &ArrayRef) -> Result<Reader, Error> {
                    let records: StructArray = typed(array)?;
                    $(let $field = child::<$value>(&records, stringify!($field))?;)+
                    Ok(Reader { $($field,)+ records })
                }

                fn get(reader: &Reader, row: usize) -> Result<Option<Self>, Error> {
                    if reader.records.is_null(row) {
                        return Ok(None);
                    }
                    $(
                        let $field = <$value as Value>::get(&reader.$field, row)
                            .and_then(|value| value.ok_or_else(|| Error::column("is null")))
                            .map_err(|error| error.within(stringify!($field)))?;
                    )+
                    Ok(Some(Self { $($field),+ }))
                }
            }
        };
    };
}

pub(crate) use record;

/// The reader of a struct's field. One that may be null may also be missing: it is as good as null.
pub(crate) fn child<T: Value>(records: &StructArray, name: &str) -> Result<T::Reader, Error> {
    let column: ArrayRef = match records.column_by_name(name) {
        Some(column) => column.clone(),
        None if T::NULLABLE => new_null_array(&T::data_type(), records.len()),
        None => return Err(Error::column("is missing").within(name)),
    };
    T::reader(&column).map_err(|error| error.within(name))
}
