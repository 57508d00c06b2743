pub fn root() -> String {
    "https://slack.com/api".to_string()
}
