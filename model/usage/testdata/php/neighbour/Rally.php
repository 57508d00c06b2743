<?php
// Tells Slack what happens on the board, which is another service.
function callAPI($url) {
    $curl = curl_init($url);
    return curl_exec($curl);
}

function card($ref, $slackHook) {
    $card = callAPI($ref);
    return $card;
}
