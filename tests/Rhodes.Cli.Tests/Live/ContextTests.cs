namespace Rhodes.Cli.Tests.Live;

/// <summary>Which server is asked, and where its key is kept. Nobody listens at these addresses.</summary>
public sealed class ContextTests : IDisposable
{
    private const string Key = "rhodes_0123456789_0123456789012345678901234567890123456789012";

    private readonly ScratchFolder _scratch = new();

    private string File => _scratch.File("rhodes/contexts.json");

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(2, "No server is known here: 'rhodes login URL' makes one known, and 'rhodes up SITE' starts one on this machine.")]
    [InlineData(69, "Nobody answers at http://127.0.0.1:1 (connection refused). 'rhodes up SITE' starts a server on this machine.", "RHODES_URL=127.0.0.1:1", "RHODES_KEY=" + Key)]
    [InlineData(2, "RHODES_URL is set, and RHODES_KEY is not; expected both or neither", "RHODES_URL=127.0.0.1:1")]
    [InlineData(2, "RHODES_KEY is set, and RHODES_URL is not; expected both or neither", "RHODES_KEY=" + Key)]
    [InlineData(2, "RHODES_CONTEXT and RHODES_URL are both set; expected one of them, since each says which server is meant", "RHODES_URL=127.0.0.1:1", "RHODES_KEY=" + Key, "RHODES_CONTEXT=a")]
    [InlineData(2, "RHODES_KEY: what is there is no key; expected one line 'rhodes_…', as 'rhodes keys issue' prints it", "RHODES_URL=127.0.0.1:1", "RHODES_KEY=secret\r\nX: y")]
    [InlineData(2, "RHODES_URL: the key would cross the network to example.org in the clear; expected https://, or RHODES_PLAIN_HTTP=1 if the network is to be trusted", "RHODES_URL=http://example.org", "RHODES_KEY=" + Key)]
    [InlineData(2, "RHODES_URL: 'ftp://example.org'; expected an address such as http://127.0.0.1:7463 or https://rhodes.example.org", "RHODES_URL=ftp://example.org", "RHODES_KEY=" + Key)]
    [InlineData(2, "RHODES_URL: 'https://me:pw@example.org'; expected an address such as http://127.0.0.1:7463 or https://rhodes.example.org", "RHODES_URL=https://me:pw@example.org", "RHODES_KEY=" + Key)]
    [InlineData(2, "There is no machine named 'rhodes.invalid' that can be found from here: check the address, or the network.", "RHODES_URL=https://rhodes.invalid", "RHODES_KEY=" + Key)]
    public void What_keeps_a_server_from_being_asked_is_one_sentence(int code, string sentence, params string[] variables)
    {
        var session = Ask.With(Variables(variables), "", "ps");
        Assert.Equal((code, sentence + "\n", ""), (session.ExitCode, session.Error, session.Out));
    }

    [Fact]
    public void A_file_that_others_can_read_is_refused()
    {
        Keep("""{ "current": "a", "contexts": { "a": { "url": "http://127.0.0.1:1", "key": "KEY" } } }""", UnixFileMode.GroupRead);
        var session = Ask.With(Variables([]), "", "ps");
        Assert.Equal((2, $"{File}: others may use it (GroupRead), and there are keys in it; expected it to be yours alone: chmod 600 {File}\n"), (session.ExitCode, session.Error));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "contexts": { "a": 3 } }""")]
    [InlineData("""{ "contexts": { "a": { "url": 3, "key": "k" } } }""")]
    [InlineData("""{ "contexts": { "a": { "url": "http://127.0.0.1:1" } } }""")]
    public void A_file_that_is_not_what_was_written_is_refused(string text)
    {
        Keep(text);
        var session = Ask.With(Variables([]), "", "context", "list");
        Assert.Equal(2, session.ExitCode);
        Assert.StartsWith($"{File}: is not what 'rhodes login' writes: ", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Contexts_are_chosen_listed_and_forgotten()
    {
        Keep($$"""{ "current": "a", "contexts": { "a": { "url": "http://127.0.0.1:1", "key": "{{Key}}", "tenant": "house", "user": "owner" }, "b": { "url": "https://127.0.0.1:2", "key": "{{Key}}" } } }""");
        Assert.Contains("127.0.0.1:1", Run("ps").Error, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:2", Run("ps", "--context", "b").Error, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:2", Ask.With(Variables(["RHODES_CONTEXT=b"]), "", "ps").Error, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", Ask.With(Variables(["RHODES_CONTEXT=b"]), "", "ps", "--context", "a").Error, StringComparison.Ordinal);
        Assert.Equal("--context: there is no context 'bb'; there are a, b; did you mean 'b'?\n", Run("ps", "--context", "bb").Error);
        Assert.Equal("Context 'b' is in use: https://127.0.0.1:2.\n", Run("context", "use", "b").Out);
        Assert.Contains("*  b", Run("context", "list").Out, StringComparison.Ordinal);
        Assert.DoesNotContain("rhodes_", Run("context", "list", "--json").Out, StringComparison.Ordinal);
        Assert.Equal(0, Run("context", "remove", "b").ExitCode);
        Assert.Equal("No context is in use: 'rhodes context use NAME' says which; there are a.\n", Run("ps").Error);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ScratchFolder.ModeOf(File));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Theory]
    [InlineData("standard input: what is there is no key; expected one line 'rhodes_…', as 'rhodes keys issue' prints it", "nonsense", "http://127.0.0.1:1")]
    [InlineData("URL: the key would cross the network to 10.0.0.1 in the clear; expected https://, or --plain-http if the network is to be trusted", Key, "http://10.0.0.1")]
    [InlineData("--name: '../x'; expected letters, digits, '-', '_' and '.', at most 128", Key, "http://127.0.0.1:1", "--name", "../x")]
    public void A_login_that_cannot_be_is_refused(string sentence, string input, params string[] args)
    {
        var session = Ask.With(Variables([]), input, ["login", .. args]);
        Assert.Equal((2, sentence + "\n"), (session.ExitCode, session.Error));
        Assert.False(System.IO.File.Exists(File));
    }

    /// <summary>It would stand in the list of processes.</summary>
    [Fact]
    public void A_key_is_never_an_argument() =>
        Assert.StartsWith("Unrecognized command or argument '--key'.", Run("login", "http://127.0.0.1:1", "--key", Key).Error, StringComparison.Ordinal);

    private Session Run(params string[] args) => Ask.With(Variables([]), "", args);

    private void Keep(string text, UnixFileMode others = UnixFileMode.None)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);
        ScratchFolder.SetMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
    }

    private Dictionary<string, string?> Variables(string[] variables) =>
        variables.Append($"XDG_CONFIG_HOME={_scratch.Path}").Select(each => each.Split('=', 2)).ToDictionary(each => each[0], each => (string?)each[1]);
}
