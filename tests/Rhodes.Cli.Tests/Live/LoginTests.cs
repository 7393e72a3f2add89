using System.Text.Json.Nodes;

namespace Rhodes.Cli.Tests.Live;

/// <summary>Servers made known, by a key from a file or a pipe.</summary>
[Collection("live")]
public sealed class LoginTests(LiveSite site)
{
    [Fact]
    public void A_login_keeps_the_server_and_its_key_for_its_owner_alone()
    {
        using ScratchFolder home = new();
        home.Write("owner.key", site.Key + "\n");
        Dictionary<string, string?> variables = new() { ["XDG_CONFIG_HOME"] = home.Path };
        var session = Ask.With(variables, "", "login", site.Url, "--key-file", home.File("owner.key"));
        Assert.Equal((0, $"You are house/owner (owner) at bench, {site.Url}. Context 'bench' is in use.\n"), (session.ExitCode, session.Out));
        Assert.Equal(0, Ask.With(variables, $"{site.Key}\n", "login", site.Url, "--name", "second", "--json").ExitCode);
        var kept = JsonNode.Parse(File.ReadAllText(home.File("rhodes/contexts.json")))!;
        Assert.Equal("second", kept["current"]!.GetValue<string>());
        Assert.Equal(["bench", "second"], kept["contexts"]!.AsObject().Select(context => context.Key));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ScratchFolder.ModeOf(home.File("rhodes/contexts.json")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, ScratchFolder.ModeOf(home.File("rhodes")));
    }

    [Fact]
    public void A_key_that_opens_nothing_is_not_kept()
    {
        using ScratchFolder home = new();
        var session = Ask.With(new() { ["XDG_CONFIG_HOME"] = home.Path }, "rhodes_0123456789_0123456789012345678901234567890123456789012\n", "login", site.Url);
        Assert.Equal(2, session.ExitCode);
        Assert.StartsWith("The key that was sent opens nothing: it is not of this site, was revoked, or has ended.", session.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(home.File("rhodes/contexts.json")));
    }
}
