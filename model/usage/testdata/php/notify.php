<?php
# https://slack.com/api/chat.delete
$ch = curl_init('https://slack.com/api/users.lookupByEmail'); // want: users.lookupByEmail
