using Rhodes.Server.Access;

namespace Rhodes.Cli.Client;

/// <summary>Which server is meant: by <c>--context</c>, by the environment, or by what was used last.</summary>
internal static class ChosenContext
{
    private const string Url = "RHODES_URL", Key = "RHODES_KEY", Name = "RHODES_CONTEXT", PlainHttp = "RHODES_PLAIN_HTTP";

    /// <param name="asked">What <c>--context</c> was given; null: nothing.</param>
    public static SiteContext Find(string? asked, Terminal terminal)
    {
        if (asked is not null) return ContextFile.Open(terminal).Find("--context", asked);
        var (url, key, name) = (Variable(Url), Variable(Key), Variable(Name));
        if (url is not null || key is not null)
        {
            if (url is null || key is null) throw ClientException.BadInput($"{(url is null ? Key : Url)} is set, and {(url is null ? Url : Key)} is not; expected both or neither");
            if (name is not null) throw ClientException.BadInput($"{Name} and {Url} are both set; expected one of them, since each says which server is meant");
            var plain = Variable(PlainHttp) == "1";
            return new("", SiteContext.ReadUrl(Url, url, plain, $"{PlainHttp}=1"), ReadKey(Key, key), PlainHttp: plain);
        }

        var file = ContextFile.Open(terminal);
        if (name is not null) return file.Find(Name, name);
        if (file.Current is { } current) return file.Find("current", current);
        throw ClientException.BadInput(file.Contexts.Count == 0
            ? "No server is known here: 'rhodes login URL' makes one known, and 'rhodes up SITE' starts one on this machine."
            : $"No context is in use: 'rhodes context use NAME' says which; there are {string.Join(", ", file.Contexts.Keys.Take(12))}.");

        string? Variable(string variable) => terminal.Variable(variable) is { Length: > 0 } value ? value : null;
    }

    /// <summary>A key, if it looks like one: what does not is not sent anywhere.</summary>
    public static string ReadKey(string where, string text) => ApiKey.IdOf(text.Trim()) is null
        ? throw ClientException.BadInput($"{where}: what is there is no key; expected one line 'rhodes_…', as 'rhodes keys issue' prints it") : text.Trim();
}
