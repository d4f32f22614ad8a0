//! Bits of the coded data of a scan: [`BitReader`] and [`BitWriter`].

/// Reads bits, up to a marker.
pub(super) struct BitReader<'a> {
    coded: &'a [u8],
    at: usize,
    bits: u64,
    count: u32,
    /// How many of the bits were added behind the end.
    missing: u32,
}

impl<'a> BitReader<'a> {
    pub(super) fn new(coded: &'a [u8]) -> Self {
        Self {
            coded,
            at: 0,
            bits: 0,
            count: 0,
            missing: 0,
        }
    }

    fn fill(&mut self) {
        while self.count <= 48 {
            let byte = match self.coded.get(self.at) {
                Some(0xff) if self.coded.get(self.at + 1) == Some(&0) => {
                    self.at += 2;
                    0xff
                }
                Some(0xff) | None => {
                    self.missing += 8;
                    0
                }
                Some(&byte) => {
                    self.at += 1;
                    byte
                }
            };
            self.bits = self.bits << 8 | u64::from(byte);
            self.count += 8;
        }
    }

    /// The next 16 bits, which are not taken.
    pub(super) fn peek(&mut self) -> u16 {
        if self.count < 16 {
            self.fill();
        }
        (self.bits >> (self.count - 16)) as u16
    }

    /// Takes up to 16 bits; absent if they are not in the data.
    pub(super) fn take(&mut self, count: u32) -> Option<u16> {
        if self.count < count {
            self.fill();
        }
        self.count -= count;
        let bits = (self.bits >> self.count) & ((1 << count) - 1);
        (self.count >= self.missing).then_some(bits as u16)
    }

    pub(super) fn bit(&mut self) -> Option<bool> {
        self.take(1).map(|bit| bit == 1)
    }

    /// A number of this many bits, in which negative ones begin with a zero.
    pub(super) fn signed(&mut self, count: u32) -> Option<i32> {
        let bits = i32::from(self.take(count)?);
        let is_negative = count > 0 && bits < 1 << (count - 1);
        Some(if is_negative {
            bits - (1 << count) + 1
        } else {
            bits
        })
    }

    /// Continues behind the next restart marker, which has this number; absent without it.
    pub(super) fn restart(&mut self, number: u8) -> Option<()> {
        let rest = self.coded.get(self.at..)?;
        let mut at = 0;
        loop {
            at += memchr::memchr(0xff, rest.get(at..)?)?;
            match *rest.get(at + 1)? {
                0 => at += 2,
                0xff => at += 1,
                found if found == 0xd0 + number => break,
                _ => return None,
            }
        }
        *self = Self {
            at: self.at + at + 2,
            ..Self::new(self.coded)
        };
        Some(())
    }
}

/// Writes bits.
#[derive(Default)]
pub(super) struct BitWriter {
    pub(super) bytes: Vec<u8>,
    bits: u64,
    count: u32,
}

impl BitWriter {
    /// Up to 32 bits.
    pub(super) fn put(&mut self, bits: u32, count: u32) {
        self.bits = self.bits << count | u64::from(bits);
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            let byte = (self.bits >> self.count) as u8;
            self.bytes.push(byte);
            if byte == 0xff {
                self.bytes.push(0);
            }
        }
    }

    /// The bytes, the last one filled up with ones.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let missing = (8 - self.count) % 8;
        self.put((1 << missing) - 1, missing);
        self.bytes
    }
}
