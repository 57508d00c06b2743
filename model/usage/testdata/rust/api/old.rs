extern crate slack_api;
use slack_api as slack;
use slack::RtmClient;
fn a() {
    let r = RtmClient::login_and_run(&token, &mut handler); // want: rtm.connect
    slack_api::chat::post_message(&client, &token, &slack_api::chat::PostMessageRequest::default()); // want: chat.postMessage
    slack::users::list(&client, &token, &r); // want: users.list
    slack_api::reactions::add(&client, &token, &r); // want: reactions.add
    let _ = slack_api::users::info(&client, &token, &r); // want: users.info
    cli.sender().send_message("C", "x");
}
