namespace Rhodes.Cli.Client;

/// <summary>A server, and a key for it.</summary>
/// <param name="Name">As people call it; empty when it is of the environment.</param>
/// <param name="Tenant">Whose key it is; null: it was not asked yet.</param>
/// <param name="PlainHttp">Whether somebody said that the key may cross the network in the clear.</param>
internal sealed record SiteContext(string Name, Uri Url, string Key, string? Tenant = null, string? User = null, bool PlainHttp = false)
{
    /// <summary>As messages call it.</summary>
    public string Shown => Shorten(Url);

    public static string Shorten(Uri url) => url.AbsoluteUri.TrimEnd('/');

    /// <summary>Reads an address of a server; what is wrong with it is said.</summary>
    /// <param name="where">The option or variable that it is of.</param>
    /// <param name="allow">How one says that the network is to be trusted.</param>
    public static Uri ReadUrl(string where, string text, bool plainHttp, string allow)
    {
        const string form = "an address such as http://127.0.0.1:7463 or https://rhodes.example.org";
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (!Uri.TryCreate(full, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0 || url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            throw ClientException.BadInput($"{where}: '{Plain.Text(text)}'; expected {form}");
        if (url.Scheme == "http" && !url.IsLoopback && !plainHttp)
            throw ClientException.BadInput($"{where}: the key would cross the network to {url.Host} in the clear; expected https://, or {allow} if the network is to be trusted");
        return url;
    }
}
