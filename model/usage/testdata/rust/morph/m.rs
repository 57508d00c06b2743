use slack_morphism::prelude::*;
async fn a(client: Arc<SlackHyperClient>, token: SlackApiToken) {
    let session = client.open_session(&token);
    session.chat_post_message(&SlackApiChatPostMessageRequest::new("C".into(), c)).await?; // want: chat.postMessage
    session.users_info(&r).await?; // want: users.info
    let s = client.open_session(&token);
    s.views_open(&r).await?; // want: views.open
    client
        .run_in_session(&token, |s| async move { s.conversations_history(&r).await }) // want: conversations.history
        .await;
    let l = SlackClientSocketModeListener::new(&c, e, cb); // want: apps.connections.open
    l.listen_for(&app_token).await?;
    session.auth_test().await?; // want: auth.test
}
