using System.Diagnostics;
using Rhodes.Cli.Completion;

namespace Rhodes.Cli.Tests;

/// <summary>Completion as a shell does it, and help as every command has it.</summary>
public sealed class CompletionTests
{
    private static readonly Terminal Nowhere = new(TextWriter.Null, TextWriter.Null, 80);

    public static TheoryData<string> Commands => [.. CommandWords.Of(Application.CreateRoot(Nowhere)).Select(command => command.Path)];

    /// <summary>What is typed, and what may come next; files are looked for in a folder that has none.</summary>
    public static TheoryData<string, string> Lines => new()
    {
        { "rhodes lea", "lease" },
        { "rhodes lease ", "confirm end list quote" },
        { "rhodes lease quote --rec", "--recall-notice" },
        { "rhodes ps --state run", "running" },
        { "rhodes ps --name ", "" },
        { "rhodes users add ada --role o", "operator owner" },
        { "rhodes completion ", "bash fish zsh" },
        { "rhodes submit -- --dr", "" },
        { "rhodes cancel --con", "--context" },
    };

    [Theory, MemberData(nameof(Lines))]
    public void Bash_completes(string line, string words)
    {
        var typed = line.Split(' ');
        Assert.Equal(words, Said("bash", ["--norc", "-s"], $$"""
            {{Session.Of("completion", "bash").Out}}
            COMP_WORDS=({{string.Join(' ', typed.Select(word => $"'{word}'"))}}); COMP_CWORD={{typed.Length - 1}}; _rhodes; printf '%s\n' "${COMPREPLY[@]}"

            """));
    }

    /// <summary>
    /// A terminal of its own, into which the line and a tab are typed once it reads keys, which its prompt shows; what its completion adds is written down on the way.
    /// </summary>
    [Theory, MemberData(nameof(Lines))]
    public void Zsh_completes(string line, string words)
    {
        using ScratchFolder folder = new();
        var (script, added) = (folder.File("_rhodes"), folder.File("added"));
        File.WriteAllText(script, Session.Of("completion", "zsh").Out);
        File.WriteAllText(folder.File("inner"), $$"""
            PS1='at> '
            autoload -Uz compinit; compinit -u -D
            source {{script}}
            compadd() {
              local -a hits
              if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
              builtin compadd -A hits "$@"
              (( $#hits )) && print -rl -- $hits >> {{added}}
              builtin compadd "$@"
            }
            mkdir {{folder.File("empty")}}; cd {{folder.File("empty")}}

            """);
        Said("zsh", ["-f", "-s"], $$"""
            zmodload zsh/zpty
            zpty inner zsh -f -i
            zpty -w inner 'source {{folder.File("inner")}}; print -r re""ady'
            zpty -r -m inner seen '*ready*at> *'
            zpty -w -n inner {{"'" + line + "'"}}$'\t'$'\C-u'
            zpty -w inner 'print -r do""ne; exit'
            zpty -r -m inner seen '*done*'
            zpty -d inner

            """);
        Assert.Equal(words, Sorted(File.Exists(added) ? File.ReadAllText(added) : ""));
    }

    [Theory, MemberData(nameof(Lines))]
    public void Fish_completes(string line, string words)
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder.File("rhodes.fish"), Session.Of("completion", "fish").Out);
        Directory.CreateDirectory(folder.File("empty"));
        var said = Said("fish", ["--no-config"], $"source {folder.File("rhodes.fish")}; cd {folder.File("empty")}; complete -C '{line}' | string split -f 1 \\t\n");
        Assert.Equal(words, said);
    }

    /// <returns>The lines that a shell wrote, as words in order.</returns>
    private static string Said(string shell, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(shell, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(60_000)) process.Kill(entireProcessTree: true);
        Assert.Equal("", error.GetAwaiter().GetResult());
        return Sorted(output.GetAwaiter().GetResult());
    }

    private static string Sorted(string lines) => string.Join(' ', lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Distinct());

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
