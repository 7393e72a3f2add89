using System.Runtime.InteropServices;

namespace Rhodes.Engines.Local;

/// <summary>The calls of the system library that the base library does not have.</summary>
internal static partial class Posix
{
    public const int Kill = 9;

    public static bool IsRoot { get; } = GetEffectiveUser() == 0;

    /// <summary>A signal to a process, or, by a negative number, to a group of them. One that is gone is no mistake.</summary>
    public static void Signal(int process, int signal) => _ = SendSignal(process, signal);

    /// <exception cref="UnauthorizedAccessException">It may not be given away.</exception>
    public static void GiveTo(string path, UnixUser user)
    {
        if (ChangeOwner(path, user.Id, user.Group) != 0)
            throw new UnauthorizedAccessException($"{path} cannot be given to {user.Name}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Makes a folder with just these rights, whatever the process's mask says.</summary>
    public static void MakeFolder(string path, UnixFileMode rights)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        Directory.CreateDirectory(path, rights);
        File.SetUnixFileMode(path, rights);
    }

    /// <summary>Opens a file to write to it; one that is new is its owner's alone.</summary>
    public static FileStream OpenOwn(string path, FileMode mode)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        return new FileStream(path, new FileStreamOptions
        {
            Mode = mode, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();
}
