<?php
define('SLACK_API', 'https://slack.com/api/');
function slack($method, $args) {
    $ch = curl_init(SLACK_API . $method);
    curl_setopt($ch, CURLOPT_POSTFIELDS, $args);
    return curl_exec($ch);
}
slack('chat.postMessage', []); // want: chat.postMessage
$r = slack("users.info", ['user' => 'U']); // want: users.info
$ch = curl_init();
curl_setopt($ch, CURLOPT_URL, SLACK_API . 'files.upload'); // want: files.upload
$method = 'auth.test';
curl_setopt($ch, CURLOPT_URL, "https://slack.com/api/$method"); // want: auth.test
