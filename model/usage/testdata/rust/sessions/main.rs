use slack_morphism::prelude::*;
async fn f() {
    let session = client.open_session(&token);
    session.chat_post_message(&req).await?; // want: chat.postMessage
    session.users_info(&SlackApiUsersInfoRequest::new(u)).await?; // want: users.info
    let s = client.open_session(&token);
    s.conversations_list(&r).await?; // want: conversations.list
    s.views_open(&r).await?; // want: views.open
    s.team_info(&r).await?; // want: team.info
    client.open_session(&t).pins_add(&r).await?; // want: pins.add
}
