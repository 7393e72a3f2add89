namespace Rhodes.Cli.Client;

/// <summary>Something that a command cannot get past: a sentence for people, and the exit code for it.</summary>
internal sealed class ClientException(int exitCode, string sentence) : Exception(sentence)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The server's word for it, for programs; empty where it was not the server who said it.</summary>
    public string Code { get; init; } = "";

    /// <summary>The mistakes of the document that was sent; their file is as the server calls it.</summary>
    public IReadOnlyList<Files.Problem> Problems { get; init; } = [];

    public static ClientException BadInput(string sentence) => new(ExitCodes.BadInput, sentence);

    public static ClientException Unavailable(string sentence) => new(ExitCodes.Unavailable, sentence);
}
