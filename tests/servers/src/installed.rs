//! Which servers this machine can run, and as whom.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Server;

/// What it takes to run a server.
pub(crate) enum Programs {
    Postgres {
        /// Where `initdb`, `pg_ctl` and `postgres` are.
        folder: PathBuf,
    },
    MySql {
        server: PathBuf,
        /// MariaDB has a program that makes its system tables, MySQL's server does it itself.
        installer: Option<PathBuf>,
    },
}

/// An account of the operating system.
pub(crate) struct Account {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

/// The programs of a server, where it is installed.
pub(crate) fn programs(server: Server) -> Option<Programs> {
    match server {
        Server::Postgres => postgres(),
        Server::MySql => mysql(),
    }
}

/// The account that a server runs as, where that is another: neither server likes to be root.
pub(crate) fn account(server: Server) -> Option<Account> {
    if id("-u", None)? != 0 {
        return None;
    }
    let own = match server {
        Server::Postgres => "postgres",
        Server::MySql => "mysql",
    };
    [own, "nobody"].into_iter().find_map(|name| {
        Some(Account {
            uid: id("-u", Some(name))?,
            gid: id("-g", Some(name))?,
        })
    })
}

fn id(option: &str, account: Option<&str>) -> Option<u32> {
    let output = Command::new("id").arg(option).args(account).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn postgres() -> Option<Programs> {
    let mut folders = installations("/usr/lib/postgresql", "", "bin");
    folders.extend(bindir_of_pg_config());
    folders.extend(path());
    for homebrew in HOMEBREW {
        folders.extend(installations(homebrew, "postgresql", "bin"));
    }
    let folder = folders.into_iter().find(|folder| {
        let mut programs = ["initdb", "pg_ctl", "postgres"].iter();
        programs.all(|program| folder.join(program).is_file())
    });
    Some(Programs::Postgres { folder: folder? })
}

fn mysql() -> Option<Programs> {
    let mut folders = path();
    folders.extend(["/usr/sbin", "/usr/libexec", "/usr/local/sbin"].map(PathBuf::from));
    for homebrew in HOMEBREW {
        folders.extend(installations(homebrew, "mariadb", "bin"));
        folders.extend(installations(homebrew, "mysql", "bin"));
    }
    let find = |names: [&str; 2]| {
        let mut files = names
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        files.find(|file| file.is_file())
    };
    let server = find(["mariadbd", "mysqld"])?;
    let installer = if is_mariadb(&server) {
        Some(find(["mariadb-install-db", "mysql_install_db"])?)
    } else {
        None
    };
    Some(Programs::MySql { server, installer })
}

const HOMEBREW: [&str; 2] = ["/opt/homebrew/opt", "/usr/local/opt"];

/// The folders of programs of all versions in a folder, the newest first.
fn installations(parent: &str, prefix: &str, bin: &str) -> Vec<PathBuf> {
    let entries = Path::new(parent).read_dir().into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<_> = names.filter(|name| name.starts_with(prefix)).collect();
    names.sort_by_key(|name| version(name));
    let newest_first = names.into_iter().rev();
    newest_first
        .map(|name| Path::new(parent).join(name).join(bin))
        .collect()
}

/// The numbers of a name, such as those of `postgresql@16` or `9.6`.
fn version(name: &str) -> Vec<u32> {
    let numbers = name.split(|c: char| !c.is_ascii_digit());
    numbers.filter_map(|number| number.parse().ok()).collect()
}

fn bindir_of_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(String::from_utf8(output.stdout).ok()?.trim().into())
}

fn path() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).collect()
}

fn is_mariadb(server: &Path) -> bool {
    let output = Command::new(server).arg("--version").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("MariaDB"))
}
