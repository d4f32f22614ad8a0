//! Decoding of a scan of a JPEG into coefficients: [`Scan`].

use super::bits::BitReader;
use super::coefficients::{Block, Plane};
use super::frame::Frame;
use super::huffman::Decoder;

/// What segments before a scan define.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) dc: [Option<Box<Decoder>>; 4],
    pub(super) ac: [Option<Box<Decoder>>; 4],
    /// How many groups of blocks are between restarts; 0 without restarts.
    pub(super) restart: usize,
}

/// The header of a scan.
pub(super) struct Scan {
    /// The indexes of its components.
    components: Vec<usize>,
    /// The numbers of the code tables of each component.
    tables: Vec<(usize, usize)>,
    first: usize,
    last: usize,
    /// Whether it adds a bit to what earlier scans have.
    refines: bool,
    /// How many bits later scans will add.
    shift: u32,
}

/// What a scan needs to know of the blocks before.
struct ScanState {
    /// The last DC coefficient of each component.
    predictions: [i32; 3],
    /// How many blocks have no more coefficients.
    empty_blocks: u32,
}

impl Scan {
    pub(super) fn read(frame: &Frame, header: &[u8]) -> Option<Self> {
        let (&count, rest) = header.split_first()?;
        let (parts, rest) = rest.split_at_checked(2 * usize::from(count))?;
        let &[first, last, bits] = rest else {
            return None;
        };
        let mut scan = Self {
            components: Vec::new(),
            tables: Vec::new(),
            first: 0,
            last: 63,
            refines: false,
            shift: 0,
        };
        for &[id, tables] in parts.as_chunks().0 {
            let index = frame
                .components
                .iter()
                .position(|component| component.id == id)?;
            if scan.components.contains(&index) {
                return None;
            }
            scan.components.push(index);
            scan.tables
                .push((usize::from(tables >> 4), usize::from(tables & 15)));
        }
        if frame.is_progressive {
            (scan.first, scan.last) = (usize::from(first), usize::from(last));
            (scan.refines, scan.shift) = (bits >> 4 > 0, u32::from(bits & 15));
            let valid = match scan.first {
                0 => last == 0,
                _ => scan.first <= scan.last && scan.last < 64 && scan.components.len() == 1,
            };
            if !valid || scan.shift > 13 {
                return None;
            }
        }
        (!scan.components.is_empty()).then_some(scan)
    }

    pub(super) fn components(&self) -> &[usize] {
        &self.components
    }

    /// Adds the scan to the coefficients.
    pub(super) fn decode(
        &self,
        frame: &Frame,
        tables: &Tables,
        coded: &[u8],
        planes: &mut [Plane],
    ) -> Option<()> {
        let mut bits = BitReader::new(coded);
        let mut state = ScanState::new();
        let alone = match *self.components {
            [index] => Some(&frame.components[index]),
            _ => None,
        };
        // A single component is not interleaved, and has no blocks beside the picture.
        let (rows, columns) = match alone {
            Some(component) => (component.rows, component.columns),
            None => (frame.group_rows, frame.group_columns),
        };
        for group in 0..rows * columns {
            if tables.restart > 0 && group > 0 && group % tables.restart == 0 {
                bits.restart(((group / tables.restart - 1) % 8) as u8)?;
                state = ScanState::new();
            }
            let (row, column) = (group / columns, group % columns);
            for (place, &index) in self.components.iter().enumerate() {
                let component = &frame.components[index];
                let (across, down) = match alone {
                    Some(_) => (1, 1),
                    None => (component.across, component.down),
                };
                for part in 0..across * down {
                    let (row, column) =
                        (row * down + part / across, column * across + part % across);
                    let mut beside = [0; 64];
                    let block = planes[index].block_mut(row, column).unwrap_or(&mut beside);
                    self.block(place, index, tables, &mut bits, &mut state, block)?;
                }
            }
        }
        Some(())
    }

    fn block(
        &self,
        place: usize,
        index: usize,
        tables: &Tables,
        bits: &mut BitReader<'_>,
        state: &mut ScanState,
        block: &mut Block,
    ) -> Option<()> {
        let (dc, ac) = self.tables[place];
        if self.first == 0 {
            if self.refines {
                if bits.bit()? {
                    block[0] |= 1 << self.shift;
                }
            } else {
                let length = tables.dc.get(dc)?.as_ref()?.symbol(bits)?;
                if length > 15 {
                    return None;
                }
                let prediction = &mut state.predictions[index];
                *prediction += bits.signed(u32::from(length))?;
                block[0] = shifted(*prediction, self.shift)?;
            }
        }
        if self.last == 0 {
            return Some(());
        }
        let table = tables.ac.get(ac)?.as_ref()?;
        if self.refines {
            self.refine(table, bits, state, block)
        } else {
            self.add(table, bits, state, block)
        }
    }

    /// Reads the coefficients other than the first one of a block.
    fn add(
        &self,
        table: &Decoder,
        bits: &mut BitReader<'_>,
        state: &mut ScanState,
        block: &mut Block,
    ) -> Option<()> {
        if state.empty_blocks > 0 {
            state.empty_blocks -= 1;
            return Some(());
        }
        let mut at = self.first.max(1);
        block[at..=self.last].fill(0);
        while at <= self.last {
            let symbol = table.symbol(bits)?;
            let (zeros, length) = (symbol >> 4, u32::from(symbol & 15));
            match (zeros, length) {
                (15, 0) => at += 16,
                // Only progressive scans end several blocks at once.
                (1.., 0) if self.first == 0 => return None,
                (_, 0) => {
                    state.empty_blocks = self.run(zeros, bits)? - 1;
                    break;
                }
                _ => {
                    at += usize::from(zeros);
                    if at > self.last {
                        return None;
                    }
                    block[at] = shifted(bits.signed(length)?, self.shift)?;
                    at += 1;
                }
            }
        }
        Some(())
    }

    /// How many blocks end here, this one included.
    fn run(&self, length: u8, bits: &mut BitReader<'_>) -> Option<u32> {
        let more = bits.take(u32::from(length))?;
        Some((1 << length) + u32::from(more))
    }

    /// Adds a bit to the coefficients other than the first one of a block.
    fn refine(
        &self,
        table: &Decoder,
        bits: &mut BitReader<'_>,
        state: &mut ScanState,
        block: &mut Block,
    ) -> Option<()> {
        let step = 1i16 << self.shift;
        let mut at = self.first;
        while state.empty_blocks == 0 && at <= self.last {
            let symbol = table.symbol(bits)?;
            let (mut zeros, length) = (symbol >> 4, symbol & 15);
            let new = match (zeros, length) {
                (15, 0) => 0,
                (_, 0) => {
                    state.empty_blocks = self.run(zeros, bits)?;
                    break;
                }
                (_, 1) if bits.bit()? => step,
                (_, 1) => -step,
                _ => return None,
            };
            while at <= self.last {
                if block[at] != 0 {
                    refine(&mut block[at], step, bits)?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
            if new != 0 {
                if at > self.last {
                    return None;
                }
                block[at] = new;
            }
            at += 1;
        }
        if state.empty_blocks > 0 {
            for coefficient in &mut block[at.min(64)..=self.last] {
                if *coefficient != 0 {
                    refine(coefficient, step, bits)?;
                }
            }
            state.empty_blocks -= 1;
        }
        Some(())
    }
}

impl ScanState {
    fn new() -> Self {
        Self {
            predictions: [0; 3],
            empty_blocks: 0,
        }
    }
}

/// Adds a bit to a coefficient, away from zero.
fn refine(coefficient: &mut i16, step: i16, bits: &mut BitReader<'_>) -> Option<()> {
    if bits.bit()? && *coefficient & step == 0 {
        *coefficient = coefficient.checked_add(step * coefficient.signum())?;
    }
    Some(())
}

fn shifted(number: i32, shift: u32) -> Option<i16> {
    number
        .checked_mul(1 << shift)
        .and_then(|number| i16::try_from(number).ok())
}
