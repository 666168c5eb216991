//! Columns of lists, and of what may be missing.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, ListArray};
use arrow::buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{DataType, Field};

use super::{Value, cast, typed};
use crate::error::Error;

impl<T: Value> Value for Option<T> {
    type Builder = T::Builder;
    type Reader = T::Reader;
    const NULLABLE: bool = true;

    fn data_type() -> DataType {
        T::data_type()
    }

    fn append(&self, builder: &mut T::Builder) {
        match self {
            Some(value) => value.append(builder),
            None => T::append_null(builder),
        }
    }

    fn append_null(builder: &mut T::Builder) {
        T::append_null(builder);
    }

    fn bytes(builder: &T::Builder) -> usize {
        T::bytes(builder)
    }

    fn finish(builder: &mut T::Builder) -> Result<ArrayRef, Error> {
        T::finish(builder)
    }

    fn reader(array: &ArrayRef) -> Result<T::Reader, Error> {
        T::reader(array)
    }

    fn get(reader: &T::Reader, row: usize) -> Result<Option<Self>, Error> {
        T::get(reader, row).map(Some)
    }
}

/// Where the lists of a column end.
pub(crate) struct Offsets {
    offsets: Vec<i32>,
    valid: Vec<bool>,
    /// More items came than an array can address.
    overflown: bool,
}

impl Default for Offsets {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            valid: Vec::new(),
            overflown: false,
        }
    }
}

impl Offsets {
    /// Ends a list after `items` of its own.
    pub(crate) fn close(&mut self, items: usize) {
        let last = self.offsets.last().copied().unwrap_or(0);
        let end = i32::try_from(items)
            .ok()
            .and_then(|items| last.checked_add(items));
        self.overflown |= end.is_none();
        self.offsets.push(end.unwrap_or(last));
        self.valid.push(true);
    }

    pub(crate) fn close_null(&mut self) {
        self.close(0);
        if let Some(valid) = self.valid.last_mut() {
            *valid = false;
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        5 * self.valid.len()
    }

    /// The lists over `items`.
    pub(crate) fn finish(&mut self, items: ArrayRef, nullable: bool) -> Result<ArrayRef, Error> {
        let done = std::mem::take(self);
        if done.overflown {
            return Err(Error::TooLarge);
        }
        let item = Field::new_list_field(items.data_type().clone(), nullable);
        let offsets = OffsetBuffer::new(ScalarBuffer::from(done.offsets));
        let nulls = Some(NullBuffer::from(done.valid)).filter(|nulls| nulls.null_count() > 0);
        let lists = ListArray::try_new(Arc::new(item), offsets, items, nulls)?;
        Ok(Arc::new(lists))
    }
}

/// Gives the items of lists.
pub(crate) struct ListReader<R> {
    lists: ListArray,
    pub(crate) items: R,
}

impl<R> ListReader<R> {
    pub(crate) fn new(
        array: &ArrayRef,
        items: impl FnOnce(&ArrayRef) -> Result<R, Error>,
    ) -> Result<Self, Error> {
        let wanted = match array.data_type() {
            DataType::LargeList(item)
            | DataType::ListView(item)
            | DataType::LargeListView(item)
            | DataType::FixedSizeList(item, _) => DataType::List(item.clone()),
            other => other.clone(),
        };
        let lists: ListArray = typed(&cast(array, &wanted)?)?;
        let items = items(lists.values())?;
        Ok(Self { lists, items })
    }

    /// The rows of the items of a list; `None` where it is null.
    pub(crate) fn rows(&self, row: usize) -> Option<std::ops::Range<usize>> {
        if self.lists.is_null(row) {
            return None;
        }
        let offsets = self.lists.value_offsets();
        // Offsets of a list array are never negative.
        let at = |row: usize| usize::try_from(offsets[row]).unwrap_or(0);
        Some(at(row)..at(row + 1))
    }
}

impl<T: Value> Value for Vec<T> {
    type Builder = (T::Builder, Offsets);
    type Reader = ListReader<T::Reader>;

    fn data_type() -> DataType {
        DataType::List(Arc::new(Field::new_list_field(T::data_type(), T::NULLABLE)))
    }

    fn append(&self, (items, offsets): &mut Self::Builder) {
        for item in self {
            item.append(items);
        }
        offsets.close(self.len());
    }

    fn append_null((_, offsets): &mut Self::Builder) {
        offsets.close_null();
    }

    fn bytes((items, offsets): &Self::Builder) -> usize {
        T::bytes(items) + offsets.bytes()
    }

    fn finish((items, offsets): &mut Self::Builder) -> Result<ArrayRef, Error> {
        let items = T::finish(items);
        // Both are emptied, whatever fails.
        offsets.finish(items?, T::NULLABLE)
    }

    fn reader(array: &ArrayRef) -> Result<Self::Reader, Error> {
        ListReader::new(array, T::reader)
    }

    fn get(reader: &Self::Reader, row: usize) -> Result<Option<Self>, Error> {
        let Some(rows) = reader.rows(row) else {
            return Ok(None);
        };
        rows.map(|row| {
            let null = || Error::column("has a null inside a list");
            T::get(&reader.items, row)?.ok_or_else(null)
        })
        .collect::<Result<_, _>>()
        .map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two thousand million items are out of a test's reach, but not their count.
    #[test]
    fn more_items_than_an_array_can_address_are_an_error() {
        let mut offsets = Offsets::default();
        offsets.close(usize::try_from(i32::MAX).unwrap());
        offsets.close(1);
        let items = <Vec<bool> as Value>::finish(&mut Default::default()).unwrap();
        assert!(matches!(
            offsets.finish(items.clone(), false),
            Err(Error::TooLarge)
        ));
        // The next lists are none the worse for it.
        offsets.close(0);
        assert_eq!(offsets.finish(items, false).unwrap().len(), 1);
    }
}
