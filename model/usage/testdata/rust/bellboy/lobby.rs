use crate::{desk::Desk, method::Errand};

// The lobby of the Slack hotel.
pub fn greet(desk: &Desk, guest: SlackGuest) -> Reply {
    desk.run(Errand::WhoIs, guest.form()); // want: users.info
    desk.run(Errand::Announce, guest.form()) // want: chat.postMessage
}

pub fn deliver(desk: &Desk, http: &Http, guest: SlackGuest) -> Reply {
    log::info!("{}/reactions.add", desk.base());
    let start = format!("{}/files.getUploadURLExternal?length={}", desk.base(), guest.len()); // want: files.getUploadURLExternal
    http.get(start)
}
