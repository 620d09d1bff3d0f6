//! The contract's methods.

use crate::contract::{KeyRange, Kind, Spec, check_keys, check_name};
use crate::failure::{Failure, Outcome, illegal_state};
use crate::plain::{PlainFilter, Shape};
use crate::saved;
use crate::server::Server;
use crate::shared::SharedFilter;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, OnceLock};

const BATCH: usize = 1_000;

#[derive(Clone)]
enum Filter {
    Plain(Arc<PlainFilter>),
    Shared(Arc<SharedFilter>),
}

#[derive(Default)]
pub struct Filters {
    plain: Mutex<HashMap<String, Arc<PlainFilter>>>,
    shared: Mutex<HashMap<String, Arc<SharedFilter>>>,
    server: OnceLock<Arc<Server>>,
}

impl Filters {
    pub async fn create(&self, name: &str, spec: Spec) -> Outcome<()> {
        check_name(name)?;
        spec.check()?;
        let created = match spec.kind {
            Kind::Plain => {
                let fresh = PlainFilter::new(spec, Shape::of(&spec));
                match self.plain().entry(name.to_owned()) {
                    Entry::Occupied(_) => false,
                    Entry::Vacant(free) => {
                        free.insert(Arc::new(fresh));
                        true
                    }
                }
            }
            Kind::Shared => {
                !self.plain().contains_key(name) && self.shared(name)?.create(&spec).await?
            }
            Kind::Scalable => return to_do(6, "a filter that grows"),
            Kind::Counting => return to_do(7, "a filter that keys can leave"),
        };
        if created {
            return Ok(());
        }
        illegal_state(format!("there is a filter {name}"))
    }

    pub async fn bits(&self, name: &str) -> Outcome<u64> {
        match self.find(name)? {
            Filter::Plain(filter) => Ok(filter.shape.bits),
            Filter::Shared(filter) => filter.bits().await,
        }
    }

    pub async fn add(&self, name: &str, keys: &[String]) -> Outcome<Vec<bool>> {
        let filter = self.find(name)?;
        check_keys(keys)?;
        match filter {
            Filter::Plain(filter) => Ok(keys.iter().map(|key| filter.add(key)).collect()),
            Filter::Shared(filter) => filter.add(keys).await,
        }
    }

    pub async fn contains(&self, name: &str, keys: &[String]) -> Outcome<Vec<bool>> {
        let filter = self.find(name)?;
        check_keys(keys)?;
        match filter {
            Filter::Plain(filter) => Ok(keys.iter().map(|key| filter.contains(key)).collect()),
            Filter::Shared(filter) => filter.contains(keys).await,
        }
    }

    /// How many keys of the range are new.
    pub async fn add_range(&self, name: &str, range: &KeyRange) -> Outcome<usize> {
        let mut keys = range.keys();
        let mut new = 0;
        loop {
            let batch: Vec<String> = keys.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(new);
            }
            new += count(&self.add(name, &batch).await?);
        }
    }

    pub async fn count_range(&self, name: &str, range: &KeyRange) -> Outcome<usize> {
        let mut keys = range.keys();
        let mut there = 0;
        loop {
            let batch: Vec<String> = keys.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(there);
            }
            there += count(&self.contains(name, &batch).await?);
        }
    }

    pub fn save(&self, name: &str) -> Outcome<Vec<u8>> {
        check_name(name)?;
        match self.plain().get(name) {
            Some(filter) => Ok(saved::write(filter)),
            None => illegal_state(format!("there is no plain filter {name}")),
        }
    }

    pub fn load(&self, name: &str, bytes: &[u8]) -> Outcome<()> {
        check_name(name)?;
        let loaded = saved::read(bytes)?;
        match self.plain().entry(name.to_owned()) {
            Entry::Vacant(free) => {
                free.insert(Arc::new(loaded));
            }
            Entry::Occupied(there) => {
                let into = there.get();
                if into.spec != loaded.spec || into.shape != loaded.shape {
                    return illegal_state(format!(
                        "created with {:?}, and what is loaded with {:?}",
                        into.spec, loaded.spec
                    ));
                }
                into.unite(&loaded);
            }
        }
        Ok(())
    }

    fn find(&self, name: &str) -> Outcome<Filter> {
        check_name(name)?;
        if let Some(filter) = self.plain().get(name) {
            return Ok(Filter::Plain(filter.clone()));
        }
        Ok(Filter::Shared(self.shared(name)?))
    }

    fn plain(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<PlainFilter>>> {
        self.plain.lock().expect("never poisoned")
    }

    /// What this process knows about a shared filter. The first stages have no Redis.
    fn shared(&self, name: &str) -> Outcome<Arc<SharedFilter>> {
        let Ok(url) = std::env::var("REDIS_URL") else {
            return illegal_state(format!("there is no filter {name}"));
        };
        if self.server.get().is_none() {
            let _ = self.server.set(Arc::new(Server::new(&url)?));
        }
        let server = self.server.get().expect("just set").clone();
        let mut shared = self.shared.lock().expect("never poisoned");
        Ok(shared
            .entry(name.to_owned())
            .or_insert_with(|| Arc::new(SharedFilter::new(server, name)))
            .clone())
    }
}

fn count(answers: &[bool]) -> usize {
    answers.iter().filter(|answer| **answer).count()
}

pub fn to_do<T>(stage: u32, message: &'static str) -> Outcome<T> {
    Err(Failure::NotImplemented { stage, message })
}
