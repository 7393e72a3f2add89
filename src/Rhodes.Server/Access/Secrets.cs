using System.Security.Cryptography;
using Rhodes.Server.Log;

namespace Rhodes.Server.Access;

/// <summary>
/// What a site knows that stands in no log: the file <c>secret</c> of its data folder, 32 random bytes. Without it no key opens anything; the owner's can be made anew.
/// </summary>
public sealed class Secrets
{
    private const int Bytes = 32;

    private readonly byte[] _forKeys, _forCursors;

    private Secrets(byte[] secret)
    {
        _forKeys = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Bytes, info: "rhodes keys"u8.ToArray());
        _forCursors = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, info: "rhodes cursors"u8.ToArray());
    }

    /// <summary>Reads it, or makes it where there is none.</summary>
    /// <exception cref="LogException">It cannot be read or made, or others may read it.</exception>
    public static Secrets Open(string folder)
    {
        var path = Path.Combine(folder, "secret");
        try
        {
            if (!File.Exists(path)) Make(path);
            var secret = File.ReadAllBytes(path);
            if (secret.Length != Bytes) throw new LogException($"{path}: found {secret.Length} bytes; expected {Bytes}. Without the right ones no key opens anything: restore the file, or remove it and have new keys made.");
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
                throw new LogException($"{path}: others than its owner may use the file; expected owner-only rights: chmod 600 {path}");
            return new(secret);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Of a key: 64 hexadecimal digits, of no use without the secret.</summary>
    public string HashOf(string key) => Convert.ToHexStringLower(HMACSHA256.HashData(_forKeys, System.Text.Encoding.UTF8.GetBytes(key)));

    public bool IsHashOf(string hash, string key) => CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(hash), System.Text.Encoding.ASCII.GetBytes(HashOf(key)));

    /// <summary>A text from which nobody reads the number, for one tenant; the same number gives another text for another tenant.</summary>
    public string Seal(long number, int tenant)
    {
        Span<byte> block = stackalloc byte[16];
        BitConverter.TryWriteBytes(block, number);
        BitConverter.TryWriteBytes(block[8..], (long)tenant);
        using var aes = Aes.Create();
        aes.Key = _forCursors;
        return Convert.ToHexStringLower(aes.EncryptEcb(block, PaddingMode.None));   // one block: nothing repeats inside it
    }

    /// <returns>False when it was not sealed here for this tenant.</returns>
    public bool TryOpen(string text, int tenant, out long number)
    {
        number = 0;
        if (text.Length != 32 || !text.All(char.IsAsciiHexDigit)) return false;
        using var aes = Aes.Create();
        aes.Key = _forCursors;
        var block = aes.DecryptEcb(Convert.FromHexString(text), PaddingMode.None);
        number = BitConverter.ToInt64(block);
        return BitConverter.ToInt64(block, 8) == tenant;
    }

    private static void Make(string path)
    {
        var part = path + ".part";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream file = new(part, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path);
    }
}
