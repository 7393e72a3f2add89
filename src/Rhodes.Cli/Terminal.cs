using Rhodes.Files;
using Spectre.Console;

namespace Rhodes.Cli;

/// <summary>Where a command writes: answers and errors apart, so that answers can be piped.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, int width, bool errorIsTerminal = false)
{
    /// <summary>Columns of an output that is a file or a pipe. Wide, because nothing there wraps at 80.</summary>
    private const int FileWidth = 160;

    /// <summary>Answers, as text or JSON.</summary>
    public TextWriter Out { get; } = output;

    /// <summary>Sentences about what is wrong, and progress.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Whether a person sees the error stream as it is written, so that a line may be written over.</summary>
    public bool ErrorIsTerminal { get; } = errorIsTerminal;

    /// <summary>The stream of answers, for bytes that are passed on as they are.</summary>
    public Func<Stream> Bytes { get; init; } = Console.OpenStandardOutput;

    /// <summary>Whether a person sees the answers as they are written, so that they may be written over.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Lines that a screen has.</summary>
    public int Height { get; init; } = 24;

    /// <summary>What is piped in, or typed. Only opened when it is read: the console sets up the terminal for that.</summary>
    public Func<TextReader> In { get; init; } = () => TextReader.Null;

    /// <summary>Whether what is read is typed now.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Variables of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Columns that a line may have.</summary>
    public int Width { get; } = width;

    /// <summary>Answers, as tables.</summary>
    public IAnsiConsole Tables { get; } = TablesOn(output, width);

    public static Terminal OfThisProcess() =>
        new(Console.Out, Console.Error, Console.IsOutputRedirected ? FileWidth : Math.Max(Console.WindowWidth, 40), !Console.IsErrorRedirected)
        {
            OutIsTerminal = !Console.IsOutputRedirected, InIsTerminal = !Console.IsInputRedirected, In = () => Console.In,
            Height = Console.IsOutputRedirected ? 24 : Math.Max(Console.WindowHeight, 8),
        };

    /// <summary>A line that is beside the matter: dim where a person reads it.</summary>
    public void Aside(string sentence) => Out.WriteLine(OutIsTerminal && Variable("NO_COLOR") is null or "" ? $"\e[2m{sentence}\e[0m" : sentence);

    /// <summary>Says what is wrong.</summary>
    /// <returns>The exit code for it.</returns>
    public int Refuse(string sentence)
    {
        Error.WriteLine(sentence);
        return ExitCodes.BadInput;
    }

    /// <summary>Says everything that is wrong.</summary>
    /// <returns>The exit code for it.</returns>
    public int Refuse(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems) Error.WriteLine(problem);
        return ExitCodes.BadInput;
    }

    private static IAnsiConsole TablesOn(TextWriter output, int width)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.No });
        console.Profile.Width = width;
        return console;
    }
}
