/// What the bell boy may do at Slack.
pub enum Errand {
    Announce,
    Whisper,
    WhoIs,
    Secret,
}

impl Errand {
    pub fn path(&self) -> &'static str {
        match self {
            Errand::Announce => "chat.postMessage",
            Errand::Whisper => "chat.postEphemeral",
            Self::WhoIs => "users.info",
            Self::Secret => "no.method",
        }
    }
}
