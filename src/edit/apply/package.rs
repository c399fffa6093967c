//! Packages: binding paragraphs together, and dissolving the bond.

use std::sync::Arc;

use super::{ChangeError, paragraph};
use crate::edit::Touch;
use crate::model::{Header, Package, Workspace};

/// A package as it shall be, or none.
pub(super) fn set(
    workspace: &Workspace,
    name: &str,
    package: Option<&Package>,
) -> Result<Vec<Touch>, ChangeError> {
    let mut header = Header::clone(&workspace.header);
    let at = header.packages.iter().position(|p| p.is_called(name));
    match (at, package) {
        (None, None) => {
            return Err(ChangeError::Refused(format!(
                "there is no package “{name}”"
            )));
        }
        (Some(at), None) => {
            header.packages.remove(at);
        }
        (at, Some(package)) => {
            if package.name.trim().is_empty() {
                return Err(ChangeError::Refused(
                    "a package has a name: give one".to_owned(),
                ));
            }
            for id in &package.paragraphs {
                paragraph(workspace, *id)?;
            }
            if package.paragraphs.len() < 2 {
                return Err(ChangeError::Refused(format!(
                    "a package binds at least two paragraphs: name more, or dissolve “{name}”"
                )));
            }
            match at.and_then(|at| header.packages.get_mut(at)) {
                Some(there) => *there = package.clone(),
                None => header.packages.push(package.clone()),
            }
        }
    }
    if header == *workspace.header {
        return Ok(Vec::new());
    }
    Ok(vec![Touch::Header {
        before: workspace.header.clone(),
        after: Arc::new(header),
    }])
}
