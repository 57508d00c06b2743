<?php
class A {
  const URL = 'https://slack.com/api/%s';
  function call($method, $args) {
    return file_get_contents(sprintf(self::URL, $method) . '?' . http_build_query($args));
  }
  function go() {
    return $this->call('users.list', []); // want: users.list
  }
}
