pub async fn swap(http: &reqwest::Client, root: &str, code: &str) -> reqwest::Result<()> {
    let place = format!("{}/oauth.v2.access", root.trim_end_matches('/')); // want: oauth.v2.access
    http.post(&place).body(code.to_owned()).send().await?;
    let other = format!("{}/files.list", root);
    http.get(&other).send().await?;
    Ok(())
}
