using System.Diagnostics;
using Rhodes.Cli.Completion;

namespace Rhodes.Cli.Tests;

/// <summary>Completion as a shell does it, and help as every command has it.</summary>
public sealed class CompletionTests
{
    private static readonly Terminal Nowhere = new(TextWriter.Null, TextWriter.Null, 80);

    public static TheoryData<string> Commands => [.. CommandWords.Of(Application.CreateRoot(Nowhere)).Select(command => command.Path)];

    [Theory]
    [InlineData("rhodes lea", "lease")]
    [InlineData("rhodes lease ", "quote list confirm end")]
    [InlineData("rhodes lease quote --rec", "--recall-notice")]
    [InlineData("rhodes ps --state run", "running")]
    [InlineData("rhodes ps --name ", "")]
    [InlineData("rhodes users add ada --role o", "operator owner")]
    [InlineData("rhodes completion ", "bash fish zsh")]
    [InlineData("rhodes submit -- --dr", "")]
    [InlineData("rhodes cancel --con", "--context")]
    public async Task Bash_completes(string line, string words)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["--norc", "-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var typed = line.Split(' ');
        bash.StandardInput.Write(Session.Of("completion", "bash").Out);
        bash.StandardInput.Write($"COMP_WORDS=({string.Join(' ', typed.Select(word => $"'{word}'"))}); COMP_CWORD={typed.Length - 1}; _rhodes; echo \"${{COMPREPLY[@]}}\"\n");
        bash.StandardInput.Close();
        var output = bash.StandardOutput.ReadToEndAsync();
        Assert.Equal("", await bash.StandardError.ReadToEndAsync());
        Assert.Equal(words, (await output).TrimEnd('\n'));
    }

    [Theory]
    [InlineData("zsh", "'confirm:Promise a lease'")]
    [InlineData("fish", "complete -c rhodes -n '__rhodes_at \"rhodes lease\"' -f -a 'confirm' -d 'Promise a lease'")]
    public void Other_shells_have_scripts_with_what_words_mean(string shell, string part)
    {
        var session = Session.Of("completion", shell);
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        Assert.Contains(part, session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shell_that_is_not_known_is_bad_input()
    {
        var session = Session.Of("completion", "bsh");
        Assert.Equal((2, "SHELL: 'bsh'; expected bash, zsh or fish; did you mean 'bash'?\n"), (session.ExitCode, session.Error));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_help_with_an_example_that_is_understood(string path)
    {
        var words = path.Split(' ').Skip(1);
        var help = Session.Of([.. words, "--help"]);
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Matches(@"Examples?:\s+(rhodes|source) ", help.Out);
    }
}
