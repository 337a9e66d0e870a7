//! Reading on all cores: documents that are held in memory are read by threads, and what comes out of
//! them is given on in the order of the documents.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SendError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use super::archive::Unpacker;
use super::document::Reading;
use super::readers::Kind;

/// The most bytes of a document that a thread reads: larger ones are read as they come.
pub const MAX_BYTES: u64 = 32 << 20;
/// How many bytes of documents are held at most, beyond one.
const MAX_HELD: usize = 64 << 20;
/// How many documents for each thread are held at most.
const HELD_EACH: usize = 4;
/// How many readings of a document wait for those of the documents before it.
const MAX_WAITING: usize = 64;

/// A document that is to be read.
pub struct Job {
    /// What it is called.
    pub name: String,
    /// The document.
    pub bytes: Vec<u8>,
    /// How many packings it lies in.
    pub depth: usize,
    /// Its kind, where that is given.
    pub kind: Option<Kind>,
}

/// Threads that read documents.
pub struct Pool {
    jobs: Sender<(Job, SyncSender<Reading>)>,
    /// What comes out of the documents that were handed in, in their order, with their sizes.
    waiting: VecDeque<(usize, Receiver<Reading>)>,
    threads: usize,
    held: usize,
}

impl Pool {
    /// Starts a thread for each core.
    pub fn new() -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let (jobs, received) = channel();
        let received = Arc::new(Mutex::new(received));
        for _ in 0..threads {
            let received = Arc::clone(&received);
            thread::spawn(move || work(&received));
        }
        Self {
            jobs,
            waiting: VecDeque::new(),
            threads,
            held: 0,
        }
    }

    /// Hands in a document. Where many wait already, what comes out of the first goes to `take`.
    ///
    /// # Errors
    /// The error that `take` returned.
    pub fn submit<E>(
        &mut self,
        job: Job,
        take: &mut dyn FnMut(Reading) -> Result<(), E>,
    ) -> Result<(), E> {
        while !self.waiting.is_empty() && self.is_full(job.bytes.len()) {
            self.finish_first(take)?;
        }
        let size = job.bytes.len();
        let (readings, received) = sync_channel(MAX_WAITING);
        // The threads end only when this end is gone.
        let _ = self.jobs.send((job, readings));
        self.waiting.push_back((size, received));
        self.held += size;
        Ok(())
    }

    /// Waits for all documents that were handed in.
    ///
    /// # Errors
    /// The error that `take` returned.
    pub fn finish<E>(&mut self, take: &mut dyn FnMut(Reading) -> Result<(), E>) -> Result<(), E> {
        while !self.waiting.is_empty() {
            self.finish_first(take)?;
        }
        Ok(())
    }

    fn is_full(&self, further: usize) -> bool {
        self.waiting.len() >= self.threads * HELD_EACH || self.held + further > MAX_HELD
    }

    fn finish_first<E>(&mut self, take: &mut dyn FnMut(Reading) -> Result<(), E>) -> Result<(), E> {
        let Some((size, readings)) = self.waiting.pop_front() else {
            return Ok(());
        };
        self.held -= size;
        readings.into_iter().try_for_each(take)
    }
}

/// Reads documents until there are no more to come.
fn work(jobs: &Mutex<Receiver<(Job, SyncSender<Reading>)>>) {
    loop {
        // A thread that panicked has ended the program.
        let Ok(received) = jobs.lock().map(|jobs| jobs.recv()) else {
            return;
        };
        let Ok((job, readings)) = received else {
            return;
        };
        let mut give = |reading| readings.send(reading);
        // Whoever does not want the rest lets go of the other end.
        let _: Result<(), SendError<Reading>> = Unpacker::new(job.kind, None, &mut give).source(
            &job.name,
            &mut job.bytes.as_slice(),
            job.depth,
        );
    }
}
