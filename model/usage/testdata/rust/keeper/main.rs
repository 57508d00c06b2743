use slack_morphism::prelude::*;

// session.pins_add(&request)
/* session.pins_remove(&request) */
async fn keep<'a>(session: &SlackClientSession<'a, SlackClientHyperConnector>, store: &Store) -> Result<(), Failure> {
    let quote = '"';
    session.chat_post_message(&message).await?; // want: chat.postMessage
    let people = session.users_list(&request).await?; // want: users.list
    let room = session
        .conversations_open(&SlackApiConversationsOpenRequest::new().with_users(vec![who])) // want: conversations.open
        .await?;
    session.get_upload_url_external(&upload).await?; // want: files.getUploadURLExternal
    store.users_list().await?;
    println!("session.chat_delete(x) {}", r#"session.chat_update("x")"#);
    client.post(format!("https://slack.com/api/{}", "x")).await?;
    client.post("https://slack.com/api/dnd.info").await?; // want: dnd.info
    Ok(())
}
