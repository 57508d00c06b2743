use crate::slack::SlackClient;

async fn f() {
    let slack = SlackClient::new(token)?;
    slack.chat().post_message("C1", "x").await?; // want: chat.postMessage
    slack.users().list().await?; // want: users.list
    store.users().list().await?;
}
