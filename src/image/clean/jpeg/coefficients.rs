//! The coefficients of a JPEG, read from all its scans. Entry point: [`read`].

use super::frame::{Component, Frame};
use super::huffman::Decoder;
use super::scan::{Scan, Tables};
use super::{Segment, marker};

/// A block of eight by eight coefficients, in the order of the file.
pub(super) type Block = [i16; 64];

/// The coefficients of a component.
pub(super) struct Plane {
    /// By what the coefficients are multiplied, in the order of the file.
    pub(super) quantization: [u8; 64],
    columns: usize,
    blocks: Vec<Block>,
}

impl Plane {
    fn new(component: &Component) -> Self {
        Self {
            quantization: [0; 64],
            columns: component.columns,
            blocks: vec![[0; 64]; component.columns * component.rows],
        }
    }

    /// The block at a place; absent if that is beside the picture.
    pub(super) fn block(&self, row: usize, column: usize) -> Option<&Block> {
        let inside = column < self.columns;
        self.blocks
            .get(row * self.columns + column)
            .filter(|_| inside)
    }

    pub(super) fn block_mut(&mut self, row: usize, column: usize) -> Option<&mut Block> {
        let inside = column < self.columns;
        self.blocks
            .get_mut(row * self.columns + column)
            .filter(|_| inside)
    }
}

/// Reads all scans; absent if one of them is damaged.
pub(super) fn read(frame: &Frame, segments: &[Segment<'_>]) -> Option<Vec<Plane>> {
    let mut planes: Vec<Plane> = frame.components.iter().map(Plane::new).collect();
    let mut tables = Tables::default();
    let mut quantizations: [Option<[u8; 64]>; 4] = [None; 4];
    for segment in segments {
        match segment.marker {
            marker::DHT => read_codes(segment.content, &mut tables)?,
            marker::DQT => read_quantizations(segment.content, &mut quantizations)?,
            marker::DRI => {
                tables.restart = usize::from(u16::from_be_bytes(segment.content.try_into().ok()?));
            }
            marker::SOS => {
                let scan = Scan::read(frame, segment.content)?;
                for &index in scan.components() {
                    // The table may be replaced for other components later.
                    if planes[index].quantization[0] == 0 {
                        let number = frame.components[index].table;
                        planes[index].quantization = (*quantizations.get(number)?)?;
                    }
                }
                scan.decode(frame, &tables, segment.coded, &mut planes)?;
            }
            _ => {}
        }
    }
    let complete = planes.iter().all(|plane| plane.quantization[0] != 0);
    complete.then_some(planes)
}

fn read_codes(mut content: &[u8], tables: &mut Tables) -> Option<()> {
    while let Some((&[kind], rest)) = content.split_first_chunk() {
        let (counts, rest) = rest.split_first_chunk::<16>()?;
        let count = counts.iter().map(|&count| usize::from(count)).sum();
        let (symbols, rest) = rest.split_at_checked(count)?;
        let class = match kind >> 4 {
            0 => &mut tables.dc,
            1 => &mut tables.ac,
            _ => return None,
        };
        let table = class.get_mut(usize::from(kind & 15))?;
        *table = Some(Box::new(Decoder::new(counts, symbols)?));
        content = rest;
    }
    Some(())
}

fn read_quantizations(mut content: &[u8], tables: &mut [Option<[u8; 64]>; 4]) -> Option<()> {
    while let Some((&[kind], rest)) = content.split_first_chunk() {
        let (table, rest) = match kind >> 4 {
            0 => {
                let (table, rest) = rest.split_first_chunk::<64>()?;
                (*table, rest)
            }
            1 => {
                let (wide, rest) = rest.split_first_chunk::<128>()?;
                let mut table = [0; 64];
                for (narrow, wide) in table.iter_mut().zip(wide.as_chunks().0) {
                    *narrow = u8::try_from(u16::from_be_bytes(*wide)).ok()?;
                }
                (table, rest)
            }
            _ => return None,
        };
        if table.contains(&0) {
            return None;
        }
        *tables.get_mut(usize::from(kind & 15))? = Some(table);
        content = rest;
    }
    Some(())
}
