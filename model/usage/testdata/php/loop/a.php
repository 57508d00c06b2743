<?php
foreach (['users.list', 'team.info'] as $m) {
    file_get_contents("https://slack.com/api/$m"); // want: users.list team.info
}
