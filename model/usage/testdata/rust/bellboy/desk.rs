use crate::method::Errand;

pub struct Desk {
    base: String,
    http: Http,
}

impl Desk {
    pub fn open() -> Self {
        Desk { base: "https://slack.com/api".to_string(), http: Http::new() }
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    pub fn run(&self, errand: Errand, form: Form) -> Reply {
        let url = format!("{}/{}", self.base, errand.path());
        self.http.post(url, form)
    }

    pub fn ask(&self, asked: Asked) -> Reply {
        self.http.get(format!("https://slack.com/api/{}", asked.method)) // want: untraced
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn asks_what_it_is_told() {
        let asked = Asked { method: "users.list".to_string() };
        assert!(asked.is_known());
    }
}
