using Rhodes.Cli.Client;

namespace Rhodes.Cli.Live;

/// <summary>What <c>rhodes up</c> leaves for the other commands: the owner's key as the context in use.</summary>
internal static class OwnContext
{
    /// <summary>Keeps it under the site's name, and makes it the one in use. A server of that name on another machine stays known.</summary>
    /// <returns>What to tell whoever started the server.</returns>
    public static string Keep(string site, string address, string ownerKey, Terminal terminal)
    {
        Uri listening = new(address);
        // Who listens everywhere is reached from here, too.
        var url = listening.Host is "0.0.0.0" or "[::]" ? new UriBuilder(listening) { Host = "127.0.0.1" }.Uri : listening;
        try
        {
            var file = ContextFile.Open(terminal);
            var name = file.Contexts.TryGetValue(site, out var known) && !known.Url.IsLoopback ? $"{site}-local" : site;
            file.Keep(new(name, url, ownerKey, Core.Control.ControlCore.House, "owner", PlainHttp: !url.IsLoopback));
            file.Write();
            return $"'rhodes ps' and all others that ask a server ask this one now: it is context '{name}'.";
        }
        catch (ClientException no)
        {
            return $"The owner's key was not kept for other commands: {no.Message}";
        }
    }
}
