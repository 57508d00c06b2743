use slack_gauge::read;
use slack_oracle::ask; // want: untraced

fn main() { read(ask()) }
