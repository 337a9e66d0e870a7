//! A sorted table in bytes: keys, each with a list of numbers. `freeze` tells the form.

/// The table.
#[derive(Clone, Copy)]
pub struct Table<'b> {
    count: usize,
    /// For each key where it ends, and where its values end.
    ends: &'b [u8],
    keys: &'b [u8],
    values: &'b [u8],
}

const NUMBER: usize = size_of::<u32>();

impl<'b> Table<'b> {
    /// Takes the table at the beginning of these bytes. Of bytes that are none it is empty.
    pub fn take(bytes: &mut &'b [u8]) -> Self {
        let mut next = |length: usize| {
            let (taken, rest) = bytes.split_at_checked(length).unwrap_or_default();
            *bytes = rest;
            taken
        };
        let count = number_at(next(NUMBER), 0);
        let ends = next(count.saturating_mul(2 * NUMBER));
        let length = number_at(next(NUMBER), 0);
        let keys = next(length);
        let values = match count {
            0 => 0,
            _ => number_at(ends, 2 * count - 1),
        };
        let values = next(values.saturating_mul(NUMBER));
        Self {
            count,
            ends,
            keys,
            values,
        }
    }

    /// How many keys it has.
    pub fn len(&self) -> usize {
        self.count
    }

    /// A key by its place.
    pub fn key(&self, at: usize) -> &'b [u8] {
        let end = number_at(self.ends, 2 * at);
        self.keys.get(self.start(at, 0)..end).unwrap_or_default()
    }

    /// The values of the key in this place.
    pub fn values(&self, at: usize) -> impl Iterator<Item = u32> + use<'b> {
        let end = number_at(self.ends, 2 * at + 1) * NUMBER;
        let values = self.values.get(self.start(at, 1) * NUMBER..end);
        let (values, _) = values.unwrap_or_default().as_chunks();
        values.iter().map(|value| u32::from_le_bytes(*value))
    }

    /// The values of a key, two and two.
    pub fn pairs(&self, key: &[u8]) -> impl Iterator<Item = (u32, u32)> + use<'b> {
        let at = self.first_from(key);
        let has_key = at < self.count && self.key(at) == key;
        let values = has_key.then(|| self.values(at));
        pairs(values.into_iter().flatten())
    }

    /// The values of all keys with this prefix, in pairs.
    pub fn pairs_with_prefix(&self, prefix: &[u8]) -> impl Iterator<Item = (u32, u32)> {
        let keys = self.first_from(prefix)..self.count;
        let keys = keys.take_while(move |at| self.key(*at).starts_with(prefix));
        pairs(keys.flat_map(|at| self.values(at)))
    }

    fn start(&self, at: usize, of_values: usize) -> usize {
        match at {
            0 => 0,
            _ => number_at(self.ends, 2 * (at - 1) + of_values),
        }
    }

    /// The place of the first key that is not before this.
    fn first_from(&self, key: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.key(middle) < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

fn pairs(mut values: impl Iterator<Item = u32>) -> impl Iterator<Item = (u32, u32)> {
    std::iter::from_fn(move || Some((values.next()?, values.next()?)))
}

fn number_at(bytes: &[u8], at: usize) -> usize {
    let (numbers, _) = bytes.as_chunks();
    let number = numbers.get(at).map(|number| u32::from_le_bytes(*number));
    usize::try_from(number.unwrap_or(0)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_table_are_an_empty_one() {
        for mut bytes in [&b""[..], b"\x01\0", &[255; 40], &[1, 0, 0, 0, 9]] {
            let table = Table::take(&mut bytes);
            assert_eq!(table.pairs(b"x").count(), 0);
            assert!(table.key(0).is_empty());
        }
    }
}
