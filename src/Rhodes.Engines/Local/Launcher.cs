using System.Diagnostics;
using System.Globalization;

namespace Rhodes.Engines.Local;

/// <summary>Writes and starts the small shell program that runs one rank, and that outlives this process.</summary>
internal static class Launcher
{
    private static readonly string Body = ReadBody();

    /// <summary>The text of a rank's launcher.</summary>
    public static string Text(LocalSettings settings, AttemptFolder attempt, RankFolder rank, ProgramPlace where, string? group) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        #!/bin/sh
        root={ProgramText.Quoted(settings.Folder)}
        attempt={ProgramText.Quoted(attempt.Path)}
        folder={ProgramText.Quoted(rank.Path)}
        group={ProgramText.Quoted(group ?? "")}
        become='{Become(where.User)}'
        workdir={ProgramText.Quoted(where.Workdir)}
        refusal={ProgramText.Quoted($"user {where.User.Name} cannot enter the folder {where.Workdir}")}
        keep={settings.KeepOutputBytes}
        watch={settings.OutputWatch.TotalSeconds}

        {Body}
        """);

    /// <summary>Starts it in a session of its own, so that nothing that ends this process, or the terminal that it has, reaches it.</summary>
    /// <param name="term">Of this engine; a launcher of an earlier one does nothing.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no <c>setsid</c>, or no room for another process.</exception>
    public static void Start(RankFolder rank, string term)
    {
        var start = new ProcessStartInfo("setsid", ["--fork", "/bin/sh", rank.Launch, term]) { WorkingDirectory = "/" };
        start.Environment.Clear();
        start.Environment[ProcessTable.Mark] = rank.Path;
        CrashPoint.Reach("launch_prepared");
        using var process = Process.Start(start)!;
        process.WaitForExit(); // it only forks
        CrashPoint.Reach("launched");
    }

    /// <summary>Where the engine is not root it cannot become anybody else.</summary>
    private static string Become(UnixUser user) => Posix.IsRoot
        ? string.Create(CultureInfo.InvariantCulture, $"setpriv --reuid={user.Id} --regid={user.Group} --init-groups --no-new-privs --")
        : "setpriv --no-new-privs --";

    private static string ReadBody()
    {
        using var reader = new StreamReader(typeof(Launcher).Assembly.GetManifestResourceStream("launch.sh")!);
        return reader.ReadToEnd();
    }
}
